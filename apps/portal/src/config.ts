import { join } from 'node:path';
import {
  listSetting,
  type MetricsConfig,
  type OperationConfig,
  operationConfig,
  operationSettings,
  originSetting,
  poolSetting,
  portSetting,
  readSettings,
  SettingsError,
  secretFromDataFolder,
  withOwnOrigin,
} from '@surety/web';
import { z } from 'zod';
import { type ProviderSettings, personClaimsOf, providerOf, providerSchema } from './provider-settings.ts';
import type { PersonClaims } from './session/session.ts';

const SHORTEST_SECRET = 16;

const minutesSetting = z
  .string()
  .regex(/^[1-9]\d{0,5}$/, 'write a whole number of minutes')
  .transform(Number);

const redisSetting = listSetting.refine(
  (urls) => urls.length > 0 && urls.every((url) => /^rediss?:$/.test(URL.parse(url)?.protocol ?? '')),
  'write redis://HOST:PORT or rediss://USER:PASSWORD@HOST:PORT; of a cluster name several nodes, separated by commas',
);

/** Every setting; what each means stands in `settings-reference.ts`. */
export const schema = providerSchema.extend({
  ...operationSettings,
  PORTAL_METRICS_PORT: portSetting.optional(),
  PORTAL_HOST: z.string().default('localhost'),
  PORTAL_PORT: portSetting.default(3000),
  PORTAL_ORIGIN: originSetting.default('http://localhost:3000'),
  PORTAL_DATABASE_URL: z.string().optional(),
  PORTAL_DATABASE_POOL: poolSetting.default(10),
  PORTAL_REDIS_URL: redisSetting.optional(),
  PORTAL_REDIS_PREFIX: z.string().default('surety:portal:'),
  DATA_DIR: z.string().default('./data'),
  SHARED_DATA_DIR: z.string().optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  TRUSTED_PROXIES: listSetting.default([]),
  API_ORIGIN: originSetting.default('http://localhost:3001'),
  ROLES_CLAIM: z.string().min(1).optional(),
  SESSION_SECRET: z.string().min(SHORTEST_SECRET, `use at least ${SHORTEST_SECRET} characters`).optional(),
  SESSION_IDLE_MINUTES: minutesSetting.default(30),
  SESSION_ABSOLUTE_MINUTES: minutesSetting.default(12 * 60),
});

/** Everything that can be set about the portal. */
export type PortalConfig = {
  host: string;
  port: number;
  origin: string;
  databaseUrl: string;
  /** Connections kept to PostgreSQL. */
  databasePoolSize: number;
  /** Where sessions are kept instead of in the database: one server, or some nodes of a cluster. */
  redis?: { urls: readonly string[]; prefix: string } | undefined;
  logLevel: string;
  trustedProxies: readonly string[];
  operation: OperationConfig;
  metrics: MetricsConfig;
  apiOrigin: string;
  apiAppIdUri: string;
  provider: ProviderSettings;
  /** For how long an answer of the provider is waited for. */
  providerPatienceMs: number;
  /** Origins that the provider leads people through besides its own. */
  furtherSignInOrigins: readonly string[];
  sessionSecret: string;
  /** Claim of the ID token that names roles. */
  rolesClaim: string;
  personClaims: PersonClaims;
  sessionIdleMinutes: number;
  sessionAbsoluteMinutes: number;
};

/**
 * Reads the portal's settings. Secrets that are not given are made once and kept in the data folder.
 * @throws SettingsError naming every setting that is missing or wrong.
 */
export function readPortalConfig(environment: Record<string, string | undefined>): PortalConfig {
  const settings = readSettings(schema, withOwnOrigin(environment, 'PORTAL'));
  if (settings.SESSION_IDLE_MINUTES > settings.SESSION_ABSOLUTE_MINUTES)
    throw new SettingsError('The setting SESSION_IDLE_MINUTES must not be above SESSION_ABSOLUTE_MINUTES.');
  return {
    host: settings.PORTAL_HOST,
    port: settings.PORTAL_PORT,
    origin: settings.PORTAL_ORIGIN,
    databasePoolSize: settings.PORTAL_DATABASE_POOL,
    redis: redisOf(settings),
    databaseUrl: settings.PORTAL_DATABASE_URL ?? `sqlite:${join(settings.DATA_DIR, 'portal.db')}`,
    logLevel: settings.LOG_LEVEL,
    trustedProxies: settings.TRUSTED_PROXIES,
    operation: operationConfig(settings),
    metrics: { host: settings.METRICS_HOST, port: settings.PORTAL_METRICS_PORT },
    apiOrigin: settings.API_ORIGIN,
    apiAppIdUri: settings.API_APP_ID_URI.replace(/\/$/, ''),
    provider: providerOf(settings),
    providerPatienceMs: settings.PROVIDER_PATIENCE_SECONDS * 1_000,
    furtherSignInOrigins: settings.FURTHER_SIGN_IN_ORIGINS,
    sessionSecret: settings.SESSION_SECRET ?? secretFromDataFolder(settings.DATA_DIR, 'portal-session-secret'),
    rolesClaim: settings.ROLES_CLAIM ?? (settings.PROVIDER_KIND === 'azure-ad-b2c' ? 'extension_Roles' : 'roles'),
    personClaims: personClaimsOf(settings),
    sessionIdleMinutes: settings.SESSION_IDLE_MINUTES,
    sessionAbsoluteMinutes: settings.SESSION_ABSOLUTE_MINUTES,
  };
}

function redisOf(settings: z.output<typeof schema>): PortalConfig['redis'] {
  if (settings.PORTAL_REDIS_URL === undefined) return undefined;
  if (settings.SESSION_SECRET === undefined)
    throw new SettingsError(
      'The setting SESSION_SECRET is missing: with PORTAL_REDIS_URL every replica needs the same.',
    );
  return { urls: settings.PORTAL_REDIS_URL, prefix: settings.PORTAL_REDIS_PREFIX };
}
