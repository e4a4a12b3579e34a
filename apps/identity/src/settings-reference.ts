import { COMMON_SETTINGS, OPERATION_SETTINGS, type SettingsReference } from '@surety/web';
import type { schema } from './settings-schema.ts';

/** What each setting of identity means; docs/settings.md is made of it by `npm run settings`. */
export const IDENTITY_SETTINGS: SettingsReference<typeof schema> = {
  ...COMMON_SETTINGS,
  ...OPERATION_SETTINGS,
  IDENTITY_METRICS_PORT: {
    says: 'port at which its figures are shown to Prometheus, at `/metrics`',
    default: 'none: nothing is counted',
  },
  IDENTITY_HOST: { says: 'address it listens on' },
  IDENTITY_PORT: { says: 'port it listens on' },
  IDENTITY_ORIGIN: {
    says: 'where browsers find it; endpoints in its metadata stand on it',
    default: '`http://localhost:IDENTITY_PORT`',
  },
  ISSUER_ORIGIN: {
    says: 'stands in `iss`; https, because clients insist on it',
    default: '`https://localhost:TLS_PORT`',
  },
  TLS_PORT: { says: 'its door with TLS and a certificate of the local CA; `off` closes it' },
  TLS_HOST_NAMES: { says: 'host names it answers under there, such as `contoso.b2clogin.com`' },
  IDENTITY_DATABASE_URL: { says: 'accounts, sessions, grants, keys', default: '`sqlite:DATA_DIR/identity.db`' },
  IDENTITY_DATABASE_POOL: { says: 'connections kept to PostgreSQL' },
  IDENTITY_SECRET: { says: 'seals keys and factors; the same in every replica', default: 'generated' },
  SIGNING_KEY_ROTATION_DAYS: {
    says: 'a new signing key is made when the newest is this old; `off` leaves it to `npm run identity -- keys rotate`',
  },
  TENANT_FILE: { says: '[a tenant of your own](tenant-file.md), in YAML or JSON', default: 'the built-in tenant' },
  BREACHED_PASSWORDS_FILE: {
    says: 'passwords that nobody may choose, one a line, besides the 49,000 that ship with identity',
    default: 'none',
  },
  TENANT_NAME: { says: "the directory's domain name" },
  TENANT_ID: { says: "the directory's id, in `iss`", default: 'a demo GUID' },
  PASSWORD_RESET: { says: '`separate`: "Forgot your password?" answers `AADB2C90118`' },
  CODES_PER_NETWORK: {
    says: 'how many verification codes one network address may ask for in ten minutes; raise it where many people come from one address, behind a carrier or an office',
  },
  PORTAL_ORIGIN: { says: "redirect URIs of the portal's registration" },
  PORTAL_BACK_CHANNEL: {
    says: 'origin by which identity tells the portal that all sign-ins of a person ended, where `PORTAL_ORIGIN` does not lead there (from a container)',
    default: '`PORTAL_ORIGIN`',
  },
  PORTAL_CLIENT_ID: { says: "application id of the portal's registration", default: 'a demo GUID' },
  PORTAL_CLIENT_SECRET: { says: "secret of the portal's registration", default: 'generated, shared with the portal' },
  SHARED_DATA_DIR: {
    says: "folder in which portal and identity find the portal's client secret, where each has a data folder of its own",
    default: '`DATA_DIR`',
  },
  API_CLIENT_ID: { says: "application id of the api's registration", default: 'a demo GUID' },
  API_APP_ID_URI: { says: "prefix of the api's scopes", default: '`https://TENANT_NAME/api`' },
  DEMO_PEOPLE: {
    says: 'seeds the demo people, whose passwords are published',
    default: '`true` on a loopback origin',
  },
  SMTP_URL: { says: 'a mail server, `smtp://user:password@host:587`', default: 'none: mail stays in the inbox' },
  MAIL_FROM: { says: 'sender of all mail' },
  TEXT_GATEWAY_URL: {
    says: 'takes text messages: a POST of `{"to": "+44…", "text": "…"}` as JSON',
    default: 'none: the inbox keeps them',
  },
  TEXT_GATEWAY_TOKEN: { says: 'goes along as `Authorization: Bearer`', default: 'none' },
  INBOX: {
    says: 'the development inbox, for this machine alone; `false` hides it. An origin that is not loopback needs `SMTP_URL`',
    default: 'on, without `SMTP_URL`',
  },
  INBOX_READERS: {
    says: 'addresses or networks, besides this machine, that may read the inbox and see the start page; `attached` means the networks of this (virtual) machine, as a container needs it',
    default: 'nobody else',
  },
  INBOX_SMTP_HOST: { says: 'address where the inbox takes mail' },
  INBOX_SMTP_PORT: { says: 'port where the inbox takes mail' },
  START_PAGE: {
    says: 'shows developers the tenant at `/`: user flows to run, applications, ready configuration; on a loopback origin to this machine and `INBOX_READERS` alone',
    default: '`true` on a loopback origin',
  },
  MIGRATION_ENDPOINT: {
    says: 'lets an External ID tenant [test the passwords of people who move there](guides/from-b2c-to-external-id.md#passwords)',
  },
  MIGRATION_ISSUER: { says: "that tenant's issuer, `https://GUID.ciamlogin.com/GUID/v2.0`", default: 'none' },
  MIGRATION_AUDIENCE: {
    says: '`aud` of its tokens: the application id of the custom authentication extension',
    default: 'none',
  },
  MIGRATION_KEY_FILE: {
    says: 'private RSA key that opens the passwords it sends, PEM; the same in every replica',
    default: 'generated: `DATA_DIR/secrets/migration-key.pem`',
  },
  TEST_DOOR: { says: 'opens [the door for tests of applications](testing-your-application.md); on this machine alone' },
  TEST_DOOR_TOKEN: {
    says: 'whoever holds it may use that door',
    default: 'generated: `DATA_DIR/secrets/test-door-token`',
  },
};
