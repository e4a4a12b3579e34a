import { COMMON_SETTINGS, OPERATION_SETTINGS, type SettingsReference } from '@surety/web';
import type { schema } from './config.ts';

/** What each setting of the api means; docs/settings.md is made of it by `npm run settings`. */
export const API_SETTINGS: SettingsReference<typeof schema> = {
  ...COMMON_SETTINGS,
  ...OPERATION_SETTINGS,
  API_METRICS_PORT: {
    says: 'port at which its figures are shown to Prometheus, at `/metrics`',
    default: 'none: nothing is counted',
  },
  API_HOST: { says: 'address it listens on' },
  API_PORT: { says: 'port it listens on' },
  API_ORIGIN: { says: 'where others find it', default: '`http://localhost:API_PORT`' },
  PORTAL_ORIGIN: { says: 'where the links in notices lead' },
  API_DATABASE_URL: { says: 'policies, endorsements, audit, notices', default: '`sqlite:DATA_DIR/api.db`' },
  API_DATABASE_POOL: { says: 'connections kept to PostgreSQL' },
  REQUESTS_PER_PERSON: {
    says: 'how many requests one person may send in five minutes, whatever the address; more are answered 429 with `Retry-After`. `0`: no limit',
  },
  DEMO_MODE: { says: "seeds the demo people's policies and gives whoever has none a first one" },
  CONSENT_REMINDER_DAYS: {
    says: 'so many days before a mailed request for a consent expires (it works for 30), whoever has not answered is reminded, once. `0`: nobody is',
  },
  PROVIDER_KIND: {
    says: 'how tokens prove a second factor: `azure-ad-b2c`, `external-id` or `openid-connect`; the same as for the portal',
  },
  AUTHORITY_ORIGIN: { says: 'B2C and External ID: origin of the tenant', default: '`https://localhost:3443`' },
  TENANT_NAME: { says: "B2C: the directory's domain name" },
  TENANT_ID: { says: "External ID: the directory's GUID" },
  ISSUER_URL: { says: "OpenID Connect: the provider's issuer, or the address of its metadata document" },
  PROVIDER_BACK_CHANNEL: {
    says: 'where the api reaches the provider',
    default: "identity's origin for the embedded one, else none",
  },
  METADATA_URLS: {
    says: 'metadata documents whose issuers are trusted, where the settings above do not lead to them',
    default: 'made from the settings above',
  },
  API_CLIENT_ID: {
    says: 'audience of its tokens: the application id of its registration, or what the provider calls it',
    default: 'a demo GUID',
  },
  SIGN_IN_USER_FLOW: { says: 'B2C: names the default metadata document' },
  STEP_UP_USER_FLOWS: { says: 'B2C: user flows whose tokens prove a second factor' },
  AUTHENTICATION_CONTEXTS: { says: 'External ID: contexts (`c1`) that prove it' },
  ROLES_CLAIM: {
    default: '`extension_Roles` of Azure AD B2C, `roles` of others',
    says: 'claim of the token that names roles: an array, or words; who has `staff` reviews changes ([decision 011](decisions/011-who-decides-on-a-change.md))',
  },
  FACTOR_CHANGED_CLAIM: {
    says: 'claim that says when a sign-in factor last changed, in seconds since 1970; without it nobody is held for that',
  },
  INSURER_MAILBOX: { says: "where the insurer hears of changes that were reported as not the policyholder's own" },
  ACR_VALUES: { says: 'OpenID Connect: classes that prove it, best first' },
  MAX_AGE: { says: 'External ID and OpenID Connect: for how many seconds they prove it' },
  ACCEPT_UNBOUND_PROOF: {
    says: 'a weaker rule for providers that do not echo the nonce in access tokens: a proof given after the draft serves, for one change ([decision 020](decisions/020-what-a-provider-cannot-prove.md))',
  },
  ACCEPT_TOKEN_TIME_AS_PROOF_TIME: {
    says: 'a weaker rule for providers without `auth_time` in access tokens: the time of issue counts ([decision 020](decisions/020-what-a-provider-cannot-prove.md))',
  },
  FORMER_ISSUERS: {
    says: 'issuers of a former provider: their policyholders are recognised by the verified address when they come from the present one ([migration](guides/from-b2c-to-external-id.md))',
  },
  SUBJECT_CLAIM: { says: 'OpenID Connect: the claim that names the person, unique and for ever' },
  SCOPE_CLAIM: { says: 'OpenID Connect: the claim with the scopes, a list or words; `scp` is understood as well' },
  EMAIL_CLAIM: { says: 'OpenID Connect: the claim with the e-mail address' },
  EMAIL_VERIFIED_CLAIM: {
    says: 'OpenID Connect: the claim that says that the provider verified it; without it no policy is found by address',
  },
  GRAPH_PROFILE: {
    says: "External ID: `true` lets people edit their profile in the portal, by the api and Microsoft Graph's `/me`; the same for the portal ([decision 029](decisions/029-profiles-at-graph.md))",
  },
  API_CLIENT_SECRET: {
    says: "External ID with `GRAPH_PROFILE`: secret of the api's own registration, by which it exchanges a person's token for one of Graph",
  },
  GRAPH_ORIGIN: { says: 'where Microsoft Graph is; national clouds have their own' },
  SMTP_URL: { says: "a mail server, `smtp://user:password@host:587`; the embedded identity's inbox unless set" },
  MAIL_FROM: { says: 'sender of all mail' },
};
