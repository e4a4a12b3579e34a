import {
  API,
  CLIENT_ID as OPENID_CLIENT,
  CLIENT_SECRET as OPENID_SECRET,
  SECOND_FACTOR,
  startOpenidProvider,
} from '../../../apps/portal/src/testing/openid/openid-provider.ts';
import {
  OPENID_CODE,
  type OpenidPerson,
  OWN_EMAIL_CLAIM,
  PEOPLE,
} from '../../../apps/portal/src/testing/openid/people.ts';
import { demoPerson } from '../stage/people.ts';
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

const MULTI_FACTOR = 'urn:surety:acr:multi-factor';
const EXTENSIONS = [
  'pushed-authorization-requests',
  'authentication-context',
  'issuer-identification',
  'jwt-access-tokens',
  'back-channel-logout',
  'standard-claims',
  'standard-metadata',
];

/** What no standard knows a way to: portals say so. */
const NOTHING_OF_ITS_OWN: Provider['account'] = { offers: [], lacks: ['Edit profile', 'Security and data'] };

/** Identity in its strict mode, as any OpenID provider: found by what the portal is told as its issuer. */
function strictIdentity(name: string, addressOf: (origin: string, issuer: string) => string): Kind {
  return {
    name,
    async open({ origins, mailbox }) {
      const userFlow = { issuerForm: 'user-flow' as const, extensions: EXTENSIONS };
      const identity = await openIdentity({ portal: origins.portal, mailbox, host: 'localhost', userFlow });
      const issuer = `${identity.publicOrigin}/tfp/${TENANT_ID}/${SIGN_IN.toLowerCase()}/v2.0/`;
      const address = addressOf(identity.publicOrigin, issuer);
      const scope = `openid profile email offline_access ${API_URI}/Accounts.Read ${API_URI}/Accounts.Write`;
      return {
        ...identityPages(mailbox),
        account: NOTHING_OF_ITS_OWN,
        settings: {
          PROVIDER_KIND: 'openid-connect',
          ISSUER_URL: address,
          NODE_EXTRA_CA_CERTS: identity.localCa,
          SCOPES: scope,
          ACR_VALUES: MULTI_FACTOR,
          ROLES_CLAIM: 'extension_Roles',
          ...identity.clients,
        },
        issuer,
        registration: {
          metadataUrl: address.includes('/.well-known/') ? address : `${address}.well-known/openid-configuration`,
          clientId: CLIENT_ID,
          clientSecret: CLIENT_SECRET,
          scope,
        },
        fetch: identity.fetch,
        whenCancelled: 'You cancelled the sign-in.',
        claims: { has: ['acr', 'auth_time', 'email'], lacks: ['acrs'] },
        demands: new RegExp(MULTI_FACTOR),
        stop: identity.stop,
      };
    },
  };
}

/** By its issuer, as OpenID Connect Discovery has it. */
export const strictByIssuer: Kind = strictIdentity(
  'OpenID Connect: identity in its strict mode',
  (_, issuer) => issuer,
);

/** By the address of its metadata, in B2C's older form: every endpoint names the user flow in its query. */
export const strictByQuery: Kind = strictIdentity(
  'OpenID Connect: identity by its metadata, the user flow in the query (?p=)',
  (origin) => `${origin}/${TENANT_NAME}/v2.0/.well-known/openid-configuration?p=${SIGN_IN.toLowerCase()}`,
);

const { email, attributes } = demoPerson('Sasha');
const SASHA: OpenidPerson = {
  sub: 'openid-sasha',
  name: attributes.name ?? '',
  email,
  email_verified: true,
  password: 'Demo-Sasha-2026',
  roles: ['staff'],
};
// A claim of the provider’s own has a test of its own.
const EVERYBODY = [...PEOPLE.map(({ [OWN_EMAIL_CLAIM]: _, ...person }) => person), SASHA];

/** `oidc-provider` from npm, certified, which we did not write. */
export const independentProvider: Kind = {
  name: 'OpenID Connect: oidc-provider, certified, by others',
  async open({ origins: { portal } }) {
    const provider = await startOpenidProvider({ portals: [portal], people: EVERYBODY });
    const { issuer } = provider;
    const scope = 'openid profile email offline_access Accounts.Read Accounts.Write';
    const fill: Provider['signIn'] = async (guest, name) => {
      const person = EVERYBODY.find((each) => each.name.startsWith(name));
      await guest.fill('Address', person?.email ?? '');
      await guest.fill('Password', person?.password ?? '');
    };
    return {
      settings: {
        PROVIDER_KIND: 'openid-connect',
        ISSUER_URL: issuer,
        PORTAL_CLIENT_ID: OPENID_CLIENT,
        PORTAL_CLIENT_SECRET: OPENID_SECRET,
        API_CLIENT_ID: API,
        API_RESOURCE: API,
        ACR_VALUES: SECOND_FACTOR,
      },
      issuer,
      registration: {
        metadataUrl: `${issuer}/.well-known/openid-configuration`,
        clientId: OPENID_CLIENT,
        clientSecret: OPENID_SECRET,
        scope,
        parameters: { resource: API },
      },
      fetch,
      async signIn(guest, name) {
        await fill(guest, name);
        await guest.press('Go on');
      },
      async prove(guest, name) {
        await fill(guest, name);
        await guest.fill('Code', OPENID_CODE);
        await guest.press('Go on');
      },
      cancel: (guest) => guest.press('Cancel'),
      async endSession(guest) {
        if (await guest.says('Sign out here as well?')) await guest.press('Yes, sign me out');
      },
      account: NOTHING_OF_ITS_OWN,
      whenCancelled: 'The sign-in service refused the sign-in.',
      claims: { has: ['email', 'email_verified'], lacks: ['tfp', 'emails', 'acrs'] },
      demands: new RegExp(SECOND_FACTOR),
      stop: async () => provider.close(),
    };
  },
};
