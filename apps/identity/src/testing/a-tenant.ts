import { demoTenant } from '../tenant/demo-tenant.ts';
import type { Application, Tenant, UserFlow } from '../tenant/tenant.ts';

export const TENANT_NAME = 'contoso.onmicrosoft.com';
export const TENANT_ID = '11111111-2222-4333-8444-555555555555';
export const PORTAL = {
  clientId: 'aaaaaaaa-0000-4000-8000-000000000001',
  secret: 'the-portal-has-this-secret',
  origin: 'https://portal.example',
};
export const REDIRECT_URI = `${PORTAL.origin}/sign-in/callback`;
export const API = { applicationId: 'aaaaaaaa-0000-4000-8000-0000000000a1', appIdUri: `https://${TENANT_NAME}/api` };
export const READ = `${API.appIdUri}/Accounts.Read`;
export const WRITE = `${API.appIdUri}/Accounts.Write`;
export const SIGN_IN = 'B2C_1_signupsignin1';
export const STEP_UP = 'B2C_1_signupsignin1_mfa';

/** Another confidential client, in the middle of a change of secrets, with two redirect URIs. */
export const SHOP = {
  clientId: 'aaaaaaaa-0000-4000-8000-000000000002',
  secrets: ['shop-old-secret:with/marks+', 'shop-new-secret'],
  redirectUri: 'https://shop.example/cb?from=b2c',
  otherRedirectUri: 'https://shop.example/other',
} as const;

/** A single-page application that may have tokens from the authorization endpoint. */
export const SPA = { clientId: 'aaaaaaaa-0000-4000-8000-000000000003', redirectUri: 'http://localhost:6420/' } as const;

/** An application that runs alone at night and asks for tokens of its own. */
export const DAEMON = {
  clientId: 'aaaaaaaa-0000-4000-8000-000000000004',
  secret: 'the-daemon-has-this-secret',
} as const;
/** The API that has app roles. */
export const OTHER_API = {
  applicationId: 'aaaaaaaa-0000-4000-8000-0000000000a2',
  appIdUri: `https://${TENANT_NAME}/other`,
};
export const ACCOUNT = 'B2C_1_account1';
export const ROPC = 'B2C_1_ropc';
/** Asks for a second factor of any kind in each run, and lets a passkey sign in. */
export const ALL_FACTORS = 'B2C_1_all_factors';

/** A tenant with the demo's user flows and applications, and some of other kinds. */
export function aTenant(changes: Partial<UserFlow> = {}): Tenant {
  const demo = demoTenant({
    tenantId: TENANT_ID,
    tenantName: TENANT_NAME,
    passwordReset: 'inside',
    portal: PORTAL,
    api: API,
  });
  const [main, stepUp, ...others] = demo.userFlows;
  if (!main || !stepUp) throw new Error('the demo tenant has no user flows');
  const { secondFactor } = stepUp;
  return {
    ...demo,
    userFlows: [
      { ...main, ...changes },
      { ...stepUp, secondFactor: { ...secondFactor, methods: ['authenticator-app', 'email-code'] } },
      ...others,
      { ...main, name: ALL_FACTORS, secondFactor, passkeySignIn: true },
      { ...main, name: 'B2C_1_strict', issuerForm: 'user-flow' },
      { ...main, name: 'B2C_1_alone', session: { ...main.session, scope: 'user-flow' } },
      { ...main, name: 'B2C_1_per_app', session: { ...main.session, scope: 'application' } },
      { ...main, name: 'B2C_1_none', session: { ...main.session, scope: 'suppressed' } },
      { ...main, name: 'B2C_1_absolute', session: { lifetimeMinutes: 60, rolling: false, scope: 'user-flow' } },
      { ...main, name: 'B2C_1_token_out', session: { ...main.session, returnAfterLogout: 'with-id-token' } },
      { ...main, name: 'B2C_1_open_out', session: { ...main.session, returnAfterLogout: 'any-address' } },
      { ...main, name: ROPC, kind: 'resource-owner-password', forcedPasswordReset: false },
    ],
    applications: [...demo.applications, shop(), singlePage(), otherApi(), daemon()],
  };
}

const WEB: Omit<Application, 'id' | 'name'> = {
  kind: 'web',
  secrets: [],
  redirectUris: [],
  postLogoutRedirectUris: [],
  allowImplicit: false,
  grantedScopes: [],
};

function shop(): Application {
  return {
    ...WEB,
    id: SHOP.clientId,
    name: 'Shop',
    secrets: SHOP.secrets,
    redirectUris: [SHOP.redirectUri, SHOP.otherRedirectUri],
    postLogoutRedirectUris: ['https://shop.example/bye'],
    grantedScopes: [READ],
  };
}

function singlePage(): Application {
  return {
    ...WEB,
    id: SPA.clientId,
    name: 'Single page',
    kind: 'single-page',
    redirectUris: [SPA.redirectUri],
    allowImplicit: true,
    grantedScopes: [READ, WRITE],
  };
}

function otherApi(): Application {
  const exposes = { appIdUri: OTHER_API.appIdUri, scopes: ['do'], appRoles: ['jobs.read', 'jobs.write', 'jobs.admin'] };
  return { ...WEB, id: OTHER_API.applicationId, name: 'Other API', exposes };
}

function daemon(): Application {
  const grantedAppRoles = ['jobs.read', 'jobs.write'].map((role) => `${OTHER_API.appIdUri}/${role}`);
  return { ...WEB, id: DAEMON.clientId, name: 'Daemon', secrets: [DAEMON.secret], grantedAppRoles };
}
