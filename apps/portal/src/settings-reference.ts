import { COMMON_SETTINGS, OPERATION_SETTINGS, type SettingsReference } from '@surety/web';
import type { schema } from './config.ts';

/** What each setting of the portal means; docs/settings.md is made of it by `npm run settings`. */
export const PORTAL_SETTINGS: SettingsReference<typeof schema> = {
  ...COMMON_SETTINGS,
  ...OPERATION_SETTINGS,
  PORTAL_METRICS_PORT: {
    says: 'port at which its figures are shown to Prometheus, at `/metrics`',
    default: 'none: nothing is counted',
  },
  PORTAL_HOST: { says: 'address it listens on' },
  PORTAL_PORT: { says: 'port it listens on' },
  PORTAL_ORIGIN: {
    says: 'where browsers find it; redirect URIs stand on it',
    default: '`http://localhost:PORTAL_PORT`',
  },
  PORTAL_DATABASE_URL: { says: 'where sessions are kept, without Redis', default: '`sqlite:DATA_DIR/portal.db`' },
  PORTAL_DATABASE_POOL: { says: 'connections kept to PostgreSQL' },
  PORTAL_REDIS_URL: {
    says: 'Redis or Valkey for sessions instead of the database, `redis://` or `rediss://USER:PASSWORD@HOST:PORT`; several nodes of a cluster separated by commas. Needs `SESSION_SECRET` ([decision 010](decisions/010-a-session-store-without-transactions.md))',
  },
  PORTAL_REDIS_PREFIX: { says: 'begins every key there' },
  SESSION_SECRET: {
    says: 'seals sessions and tokens and binds forms; the same in every replica',
    default: 'generated',
  },
  ROLES_CLAIM: {
    default: '`extension_Roles` of Azure AD B2C, `roles` of others',
    says: 'claim of the ID token that names roles; shows `staff` the way to their pages and opens nothing, the api does',
  },
  SESSION_IDLE_MINUTES: { says: 'a portal session ends when nothing was asked for so long' },
  SESSION_ABSOLUTE_MINUTES: { says: 'a portal session ends then in any case' },
  API_ORIGIN: { says: 'where it finds the api' },
  PROVIDER_KIND: {
    says: '`azure-ad-b2c` (real or embedded), `external-id` or `openid-connect`; the guides say what each needs',
  },
  PORTAL_CLIENT_ID: { says: "client id of the portal's registration", default: 'a demo GUID' },
  PORTAL_CLIENT_SECRET: {
    says: "secret of the portal's registration",
    default: 'embedded identity: generated and shared with it; else needed',
  },
  SHARED_DATA_DIR: {
    says: "folder in which portal and identity find the portal's client secret, where each has a data folder of its own",
    default: '`DATA_DIR`',
  },
  PROVIDER_BACK_CHANNEL: {
    says: 'where servers reach the provider when that is not where browsers do',
    default: "identity's origin for the embedded one, else none",
  },
  AUTHORITY_ORIGIN: {
    says: 'B2C and External ID: origin of the tenant, `https://contoso.b2clogin.com`, `https://contoso.ciamlogin.com`',
  },
  TENANT_NAME: { says: "B2C: the directory's domain name" },
  TENANT_ID: { says: "External ID: the directory's GUID" },
  API_APP_ID_URI: { says: "B2C and External ID: prefix of the api's scopes" },
  SIGN_IN_USER_FLOW: { says: 'B2C: sign up and sign in' },
  PROFILE_EDITING_USER_FLOW: { says: 'B2C: edit the profile' },
  PASSWORD_RESET_USER_FLOW: { says: 'B2C: started on `AADB2C90118`' },
  ACCOUNT_USER_FLOW: {
    says: 'embedded identity: where people look after factors, sign-ins and data; B2C has none',
    default: '`B2C_1_account1` for a provider on this machine, else none',
  },
  STEP_UP_PROMPT: {
    says: '`login` asks for the password as well; needed where SSO sessions may remember the factor ([decision 004](decisions/004-step-up-bound-to-the-change.md))',
  },
  ISSUER_URL: {
    says: "OpenID Connect: the provider's issuer, or the address of its metadata document; https, but for this machine",
  },
  CLIENT_AUTHENTICATION: {
    says: 'OpenID Connect: how the secret is sent, `client_secret_post` or `client_secret_basic`',
  },
  SCOPES: {
    says: 'OpenID Connect: everything that is asked for',
    default: '`openid profile email offline_access Accounts.Read Accounts.Write`',
  },
  API_RESOURCE: { says: 'OpenID Connect: which api the tokens are for, where the provider wants it named (RFC 8707)' },
  NAME_CLAIM: {
    says: 'OpenID Connect: the claim of the ID token with the name that a person shows',
    default: '`name`, or `given_name` and `family_name`',
  },
  EMAIL_CLAIM: {
    says: 'OpenID Connect: the claim of the ID token with the e-mail address; the api looks for the same in its tokens',
    default: '`email`',
  },
  AUTHORIZATION_PARAMETERS: {
    says: "OpenID Connect: sent with each authorization request besides, `name=value&name=value`, such as Auth0's `audience`",
    default: 'none',
  },
  PROVIDER_PATIENCE_SECONDS: {
    says: 'for how many seconds the portal waits for an answer of the provider, then people read that it cannot be reached; 1 to 99, of metadata never more than 5',
  },
  FURTHER_SIGN_IN_ORIGINS: {
    says: "origins, with commas, that the provider leads people through before they are back, such as a social provider's: browsers let our forms (a confirmation, a sign-out) end nowhere else",
  },
  GRAPH_PROFILE: {
    says: 'External ID: `true` gives people a page for their profile, which the api keeps at Microsoft Graph; the same for the api ([decision 029](decisions/029-profiles-at-graph.md))',
  },
  ACCOUNT_URL: { says: "External ID and OpenID Connect: the provider's page where people edit their profile" },
};
