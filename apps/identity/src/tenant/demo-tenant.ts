import { readFileSync } from 'node:fs';
import type { Branding } from '../branding/branding.ts';
import { toDataUrl } from '../branding/picture.ts';
import { VIEWER_PATH } from '../routes.ts';
import type { Application, ApplicationClaim, Tenant, UserFlow } from './tenant.ts';

/** What the demo tenant is made of; all of it comes from settings. */
export type DemoTenantProps = {
  tenantId: string;
  tenantName: string;
  passwordReset: UserFlow['passwordReset'];
  /** Identity reaches the portal by `backChannel` where the browsers' origin does not lead there. */
  portal: { clientId: string; secret: string; origin: string; backChannel?: string };
  /** An API without an `appIdUri` gets `https://TENANT-NAME/api`. */
  api: { applicationId: string; appIdUri?: string };
  /** Where the page is that shows tokens to developers; without it there is no application for it. */
  viewerOrigin?: string;
};

/** The tenant that the embedded system runs: the portal, the API, and the four user flows between them. */
export function demoTenant({
  tenantId,
  tenantName,
  passwordReset,
  portal,
  api,
  viewerOrigin,
}: DemoTenantProps): Tenant {
  const appIdUri = api.appIdUri ?? `https://${tenantName}/api`;
  return {
    id: tenantId,
    name: tenantName,
    customAttributes: [{ name: 'Roles', type: 'string', label: 'Roles' }],
    userFlows: [
      {
        ...BASE,
        ...WITH_ROLES,
        name: 'B2C_1_signupsignin1',
        kind: 'sign-up-and-sign-in',
        passwordReset,
        forcedPasswordReset: true,
        passkeySignIn: true,
      },
      {
        ...BASE,
        ...WITH_ROLES,
        ...STEP_UP,
        name: 'B2C_1_signupsignin1_mfa',
        kind: 'sign-up-and-sign-in',
        forcedPasswordReset: true,
      },
      { ...BASE, name: 'B2C_1_profileediting1', kind: 'profile-editing', forcedPasswordReset: true },
      { ...BASE, name: 'B2C_1_passwordreset1', kind: 'password-reset' },
      { ...BASE, ...STEP_UP, name: 'B2C_1_account1', kind: 'account', forcedPasswordReset: true, passkeySignIn: true },
    ],
    applications: [
      portalApplication(portal, appIdUri),
      apiApplication(api.applicationId, appIdUri),
      ...(viewerOrigin === undefined ? [] : [viewerApplication(viewerOrigin, appIdUri)]),
    ],
  };
}

const CLAIMS: readonly ApplicationClaim[] = [
  'oid',
  'given_name',
  'family_name',
  'name',
  'city',
  'country',
  'emails',
  'newUser',
];

const BASE: Omit<UserFlow, 'name' | 'kind'> = {
  attributes: ['given_name', 'family_name', 'name', 'city', 'country'],
  claims: CLAIMS,
  secondFactor: { enforcement: 'off', methods: [], reuse: 'session' },
  passwordReset: 'inside',
  issuerForm: 'tenant',
  session: { lifetimeMinutes: 24 * 60, rolling: true, scope: 'tenant' },
  tokens: { lifetimeMinutes: 60, refresh: { lifetimeDays: 14, slidingWindowDays: 90 } },
  extensions: [],
};

/** The API reads from `extension_Roles` who is staff. No user flow collects it: operators alone set it. */
const WITH_ROLES: Pick<UserFlow, 'claims'> = { claims: [...CLAIMS, 'extension_Roles'] };

/**
 * The step-up flow: a second factor in each run, which may show what is confirmed by it, and tokens that are worth
 * something for five minutes only.
 */
const STEP_UP: Pick<UserFlow, 'secondFactor' | 'tokens' | 'extensions'> = {
  secondFactor: {
    enforcement: 'always',
    methods: ['passkey', 'authenticator-app', 'text-message', 'email-code', 'recovery-code'],
    reuse: 'never',
  },
  tokens: { lifetimeMinutes: 5, refresh: 'never' },
  extensions: ['pushed-authorization-requests'],
};

const API_SCOPES = ['Accounts.Read', 'Accounts.Write'] as const;

function portalApplication(
  { clientId, secret, origin, backChannel = origin }: DemoTenantProps['portal'],
  appIdUri: string,
): Application {
  return {
    id: clientId,
    name: 'Surety',
    kind: 'web',
    branding: portalBranding(),
    secrets: [secret],
    redirectUris: [`${origin}/sign-in/callback`],
    postLogoutRedirectUris: [`${origin}/`],
    frontChannelLogoutUri: `${origin}/sign-out/front-channel`,
    backChannelLogoutUri: `${backChannel}/sign-out/back-channel`,
    allowImplicit: false,
    grantedScopes: API_SCOPES.map((scope) => `${appIdUri}/${scope}`),
  };
}

/** The pages that the portal leads to look like the portal. */
function portalBranding(): Branding {
  return {
    logo: picture('./demo-logo.svg'),
    icon: picture('./demo-icon.svg'),
    colours: { accent: '#0b5f57', background: '#f6f5f1', dark: { accent: '#6fd3c5', background: '#14171a' } },
  };
}

function picture(file: string): string {
  return toDataUrl(readFileSync(new URL(file, import.meta.url)));
}

function apiApplication(applicationId: string, appIdUri: string): Application {
  return {
    id: applicationId,
    name: 'Surety API',
    kind: 'web',
    secrets: [],
    redirectUris: [],
    postLogoutRedirectUris: [],
    allowImplicit: false,
    exposes: { appIdUri, scopes: API_SCOPES },
    grantedScopes: [],
  };
}

/** Shows what an application gets. Its tokens come from the authorization endpoint, so it exists for developers alone. */
function viewerApplication(origin: string, appIdUri: string): Application {
  return {
    id: '7c0ffee0-0000-4000-8000-0000000000e1',
    name: 'Token viewer',
    kind: 'web',
    secrets: [],
    redirectUris: [`${origin}${VIEWER_PATH}`],
    postLogoutRedirectUris: [],
    allowImplicit: true,
    grantedScopes: API_SCOPES.map((scope) => `${appIdUri}/${scope}`),
  };
}
