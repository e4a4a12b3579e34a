import { identityPages } from './identity-pages.ts';
import type { Kind, Provider } from './kind.ts';
import {
  API_URI,
  CLIENT_ID,
  CLIENT_SECRET,
  openIdentity,
  SIGN_IN,
  TENANT_ID,
  TENANT_NAME,
} from './separate-identity.ts';

const EMBEDDED_TENANT = 'surety.onmicrosoft.com';
const EMBEDDED_CLIENT = '7c0ffee0-0000-4000-8000-0000000000b1';

/** What every B2C answers, whatever its addresses and issuers look like. */
const B2C = {
  whenCancelled: 'You cancelled the sign-in.',
  claims: { has: ['tfp', 'emails', 'oid'], lacks: ['acrs', 'tid', 'email_verified'] },
  demands: /b2c_1_signupsignin1_mfa/i,
  async editProfile(guest, { city }) {
    await guest.fill('City (optional)', city);
    await guest.press('Continue');
  },
} satisfies Partial<Provider>;

const ACCOUNT: Provider['account'] = {
  offers: [
    { words: 'Edit profile', leadsTo: /b2c_1_profileediting1/i },
    { words: 'Security and data', leadsTo: /b2c_1_account1/i },
  ],
  lacks: [],
};
const scopeOf = (appIdUri: string): string =>
  `openid offline_access ${appIdUri}/Accounts.Read ${appIdUri}/Accounts.Write`;
const metadataOf = (authority: string): string => `${authority}/${SIGN_IN}/v2.0/.well-known/openid-configuration`;

/** The embedded identity as it starts: tenant and user flow by their names in the path, one issuer for all user flows. */
export const b2cByName: Kind = {
  name: 'Azure AD B2C: names in the path, the tenant’s issuer',
  async open({ origins: { identity }, mailbox }) {
    const metadataUrl = metadataOf(`${identity}/${EMBEDDED_TENANT}`);
    return {
      ...B2C,
      ...identityPages(mailbox),
      account: ACCOUNT,
      settings: { PORTAL_CLIENT_SECRET: CLIENT_SECRET },
      // Its port is chosen with the others: what stands there is read where a story needs it.
      issuer: '/7c0ffee0-0000-4000-8000-000000000001/v2.0/',
      registration: {
        metadataUrl,
        clientId: EMBEDDED_CLIENT,
        clientSecret: CLIENT_SECRET,
        scope: scopeOf(`https://${EMBEDDED_TENANT}/api`),
      },
      fetch,
      stop: async () => {},
    };
  },
};

type Shape = { issuerForm: 'tenant' | 'user-flow'; tenantInPath: string; host: string; account: Provider['account'] };

/** Identity apart, as a tenant elsewhere would be: under a host of its own, found through a back channel. */
function b2cElsewhere(name: string, { issuerForm, tenantInPath, host, account }: Shape): Kind {
  return {
    name,
    async open({ origins, mailbox }) {
      const userFlow = { extensions: [], issuerForm };
      const identity = await openIdentity({ portal: origins.portal, mailbox, host, userFlow });
      const authority = `${identity.publicOrigin}/${tenantInPath}`;
      const flowPart = issuerForm === 'tenant' ? '' : `/${SIGN_IN.toLowerCase()}`;
      const prefix = issuerForm === 'tenant' ? '' : '/tfp';
      return {
        ...B2C,
        ...identityPages(mailbox),
        account,
        settings: {
          AUTHORITY_ORIGIN: identity.publicOrigin,
          PROVIDER_BACK_CHANNEL: identity.origin,
          TENANT_NAME: tenantInPath,
          API_APP_ID_URI: API_URI,
          ...identity.clients,
        },
        issuer: `${identity.publicOrigin}${prefix}/${TENANT_ID}${flowPart}/v2.0/`,
        registration: {
          metadataUrl: metadataOf(authority),
          clientId: CLIENT_ID,
          clientSecret: CLIENT_SECRET,
          scope: scopeOf(API_URI),
        },
        fetch: identity.fetch,
        stop: identity.stop,
      };
    },
  };
}

/** Every user flow has an issuer of its own, `…/tfp/TENANT/USER-FLOW/v2.0/`; the person is the same all the same. */
export const b2cByUserFlow: Kind = b2cElsewhere('Azure AD B2C: an issuer for each user flow (tfp)', {
  issuerForm: 'user-flow',
  tenantInPath: TENANT_NAME,
  host: 'localhost',
  account: ACCOUNT,
});

/** A custom domain, and the directory's GUID in the path; the portal does not take it for its own identity. */
export const b2cAtCustomDomain: Kind = b2cElsewhere('Azure AD B2C: a custom domain, the tenant’s GUID in the path', {
  issuerForm: 'tenant',
  tenantInPath: TENANT_ID,
  host: 'login.contoso.example',
  account: {
    offers: [{ words: 'Edit profile', leadsTo: /login\.contoso\.example:\d+\/.*b2c_1_profileediting1/i }],
    lacks: ['Security and data'],
  },
});
