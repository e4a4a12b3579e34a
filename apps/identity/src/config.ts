import { join, resolve } from 'node:path';
import {
  type MetricsConfig,
  type OperationConfig,
  operationConfig,
  readSettings,
  secretFromDataFolder,
  withOwnOrigin,
} from '@surety/web';
import { isLoopback } from './doors/loopback.ts';
import { hasInbox } from './inbox/has-inbox.ts';
import { type PasswordMigrationConfig, passwordMigrationConfig } from './password-migration/settings.ts';
import { DEFAULT_TLS_PORT, schema } from './settings-schema.ts';
import type { UserFlow } from './tenant/tenant.ts';
import { mayOpenTestDoor } from './test-door/may-open.ts';

/** Everything that can be set about identity. */
export type IdentityConfig = {
  host: string;
  port: number;
  /** Where browsers reach it. */
  origin: string;
  /** What its tokens name as their issuer. */
  issuerOrigin: string;
  /** Names under which requests with TLS are answered; metadata and tokens then speak of the name that was asked for. */
  tlsHostNames: readonly string[];
  /** The listener with TLS; its certificate comes from a CA of the data folder. */
  tls?: { port: number; dataFolder: string };
  /** A new signing key is made when the newest is this old; never, when absent. */
  signingKeyRotationDays?: number;
  databaseUrl: string;
  /** Connections kept to PostgreSQL. */
  databasePoolSize: number;
  /** Seals what is kept secret in the database and binds forms to journeys; the same in every replica. */
  secret: string;
  /** Where the tenant is described; the built-in one runs without it. */
  tenantFile?: string;
  /** Passwords that nobody may choose, besides those that ship with identity. */
  breachedPasswordsFile?: string | undefined;
  /** How many codes one network may ask for in ten minutes. */
  codesPerNetwork: number;
  tenant: { id: string; name: string; passwordReset: UserFlow['passwordReset'] };
  portal: { clientId: string; secret: string; origin: string; backChannel?: string };
  api: { applicationId: string; appIdUri?: string };
  withDemoPeople: boolean;
  mail: { from: string; smtpUrl?: string | undefined };
  /** Where text messages go; the inbox keeps them otherwise. */
  textGateway?: { url: string; token?: string | undefined };
  /** The development mailbox: absent where a mail server is set, or where strangers could read it. */
  inbox?: { smtp: { host: string; port: number } };
  /** Whose connections, besides this machine's, may come into the inbox and, on a loopback origin, to the start page. */
  inboxReaders: readonly string[];
  /** Whether the page at `/` shows developers the tenant. */
  hasStartPage: boolean;
  /** The door for tests of applications, where it is open: who holds this token may enter. */
  testDoor?: { token: string };
  /** The External ID tenant that may test passwords of people who move there, where one may. */
  passwordMigration?: PasswordMigrationConfig;
  logLevel: string;
  trustedProxies: readonly string[];
  operation: OperationConfig;
  metrics: MetricsConfig;
};

/**
 * Reads identity's settings. Secrets that are not given are made once and kept in the data folder.
 * @throws SettingsError naming every setting that is missing or wrong.
 */
export function readIdentityConfig(environment: Record<string, string | undefined>): IdentityConfig {
  // An empty setting counts as not given everywhere else; here it turns the listener off.
  const tlsPort = environment.TLS_PORT === '' ? 'off' : environment.TLS_PORT;
  const settings = readSettings(schema, { ...withOwnOrigin(environment, 'IDENTITY'), TLS_PORT: tlsPort });
  const dataFolder = settings.DATA_DIR;
  const passwordMigration = passwordMigrationConfig(settings);
  return {
    host: settings.IDENTITY_HOST,
    port: settings.IDENTITY_PORT,
    origin: settings.IDENTITY_ORIGIN,
    issuerOrigin:
      settings.ISSUER_ORIGIN ?? new URL(`https://localhost:${Number(settings.TLS_PORT) || DEFAULT_TLS_PORT}`).origin,
    tlsHostNames: settings.TLS_HOST_NAMES,
    ...(settings.TLS_PORT !== 'off' && { tls: { port: settings.TLS_PORT, dataFolder } }),
    ...(settings.SIGNING_KEY_ROTATION_DAYS !== 'off' && {
      signingKeyRotationDays: Number(settings.SIGNING_KEY_ROTATION_DAYS),
    }),
    databaseUrl: settings.IDENTITY_DATABASE_URL ?? `sqlite:${join(dataFolder, 'identity.db')}`,
    databasePoolSize: settings.IDENTITY_DATABASE_POOL,
    secret: settings.IDENTITY_SECRET ?? secretFromDataFolder(dataFolder, 'identity-secret'),
    breachedPasswordsFile: settings.BREACHED_PASSWORDS_FILE,
    codesPerNetwork: settings.CODES_PER_NETWORK,
    ...(settings.TENANT_FILE !== undefined && { tenantFile: resolve(settings.TENANT_FILE) }),
    tenant: { id: settings.TENANT_ID, name: settings.TENANT_NAME, passwordReset: settings.PASSWORD_RESET },
    portal: {
      clientId: settings.PORTAL_CLIENT_ID,
      secret:
        settings.PORTAL_CLIENT_SECRET ??
        secretFromDataFolder(settings.SHARED_DATA_DIR ?? dataFolder, 'portal-client-secret'),
      origin: settings.PORTAL_ORIGIN,
      ...(settings.PORTAL_BACK_CHANNEL && { backChannel: settings.PORTAL_BACK_CHANNEL }),
    },
    api: {
      applicationId: settings.API_CLIENT_ID,
      ...(settings.API_APP_ID_URI && { appIdUri: settings.API_APP_ID_URI.replace(/\/$/, '') }),
    },
    withDemoPeople: settings.DEMO_PEOPLE ?? isLoopback(settings.IDENTITY_ORIGIN),
    mail: { from: settings.MAIL_FROM, smtpUrl: settings.SMTP_URL },
    ...(settings.TEXT_GATEWAY_URL !== undefined && {
      textGateway: { url: settings.TEXT_GATEWAY_URL, token: settings.TEXT_GATEWAY_TOKEN },
    }),
    ...(hasInbox(settings) && {
      inbox: {
        smtp: { host: settings.INBOX_SMTP_HOST, port: settings.INBOX_SMTP_PORT },
      },
    }),
    inboxReaders: settings.INBOX_READERS,
    hasStartPage: settings.START_PAGE ?? isLoopback(settings.IDENTITY_ORIGIN),
    ...(mayOpenTestDoor(settings) && {
      testDoor: { token: settings.TEST_DOOR_TOKEN ?? secretFromDataFolder(dataFolder, 'test-door-token') },
    }),
    ...(passwordMigration && { passwordMigration }),
    logLevel: settings.LOG_LEVEL,
    trustedProxies: settings.TRUSTED_PROXIES,
    operation: operationConfig(settings),
    metrics: { host: settings.METRICS_HOST, port: settings.IDENTITY_METRICS_PORT },
  };
}
