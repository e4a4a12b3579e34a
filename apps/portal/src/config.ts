import { join } from 'node:path';
import {
  listSetting,
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

const EMBEDDED_AUTHORITY = 'https://localhost:3443';
const EMBEDDED_BACK_CHANNEL = 'http://localhost:3002';
const SHORTEST_SECRET = 16;

const userFlowSetting = z.string().regex(/^B2C_1A?_\w+$/i, 'a user flow is named B2C_1_…, a custom policy B2C_1A_…');
const minutesSetting = z
  .string()
  .regex(/^[1-9]\d{0,5}$/, 'write a whole number of minutes')
  .transform(Number);

const redisSetting = listSetting.refine(
  (urls) => urls.length > 0 && urls.every((url) => /^rediss?:$/.test(URL.parse(url)?.protocol ?? '')),
  'write redis://HOST:PORT or rediss://USER:PASSWORD@HOST:PORT; of a cluster name several nodes, separated by commas',
);

/** Every setting; what each means stands in `settings-reference.ts`. */
export const schema = z.object({
  ...operationSettings,
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
  API_APP_ID_URI: z.url().default('https://surety.onmicrosoft.com/api'),
  PROVIDER_KIND: z.enum(['azure-ad-b2c']).default('azure-ad-b2c'),
  AUTHORITY_ORIGIN: originSetting
    .refine((origin) => origin.startsWith('https:'), 'the authority must be https')
    .default(EMBEDDED_AUTHORITY),
  PROVIDER_BACK_CHANNEL: originSetting.optional(),
  TENANT_NAME: z
    .string()
    .regex(/^[\w.-]+$/, 'a tenant is named like contoso.onmicrosoft.com')
    .default('surety.onmicrosoft.com'),
  PORTAL_CLIENT_ID: z.string().default('7c0ffee0-0000-4000-8000-0000000000b1'),
  PORTAL_CLIENT_SECRET: z.string().optional(),
  SIGN_IN_USER_FLOW: userFlowSetting.default('B2C_1_signupsignin1'),
  PROFILE_EDITING_USER_FLOW: userFlowSetting.default('B2C_1_profileediting1'),
  PASSWORD_RESET_USER_FLOW: userFlowSetting.default('B2C_1_passwordreset1'),
  STEP_UP_PROMPT: z.enum(['none', 'login']).default('none'),
  SESSION_SECRET: z.string().min(SHORTEST_SECRET, `use at least ${SHORTEST_SECRET} characters`).optional(),
  SESSION_IDLE_MINUTES: minutesSetting.default(30),
  SESSION_ABSOLUTE_MINUTES: minutesSetting.default(12 * 60),
});

/** How the portal reaches its Azure AD B2C tenant, real or embedded. */
export type B2cSettings = {
  kind: 'azure-ad-b2c';
  authorityOrigin: string;
  /** Where the servers reach the provider when that is not where browsers do. */
  backChannelOrigin?: string | undefined;
  tenantName: string;
  clientId: string;
  clientSecret: string;
  userFlows: { signIn: string; profileEditing: string; passwordReset: string };
  /** Whether the step-up asks for the password as well. */
  stepUpPrompt: 'none' | 'login';
};

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
  apiOrigin: string;
  apiAppIdUri: string;
  provider: B2cSettings;
  sessionSecret: string;
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
    apiOrigin: settings.API_ORIGIN,
    apiAppIdUri: settings.API_APP_ID_URI.replace(/\/$/, ''),
    provider: providerOf(settings),
    sessionSecret: settings.SESSION_SECRET ?? secretFromDataFolder(settings.DATA_DIR, 'portal-session-secret'),
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

function providerOf(settings: z.output<typeof schema>): B2cSettings {
  const isEmbedded = settings.AUTHORITY_ORIGIN === EMBEDDED_AUTHORITY;
  return {
    kind: settings.PROVIDER_KIND,
    authorityOrigin: settings.AUTHORITY_ORIGIN,
    backChannelOrigin: settings.PROVIDER_BACK_CHANNEL ?? (isEmbedded ? EMBEDDED_BACK_CHANNEL : undefined),
    tenantName: settings.TENANT_NAME,
    clientId: settings.PORTAL_CLIENT_ID,
    clientSecret:
      settings.PORTAL_CLIENT_SECRET ??
      secretFromDataFolder(settings.SHARED_DATA_DIR ?? settings.DATA_DIR, 'portal-client-secret'),
    userFlows: {
      signIn: settings.SIGN_IN_USER_FLOW,
      profileEditing: settings.PROFILE_EDITING_USER_FLOW,
      passwordReset: settings.PASSWORD_RESET_USER_FLOW,
    },
    stepUpPrompt: settings.STEP_UP_PROMPT,
  };
}
