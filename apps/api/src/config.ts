import { join } from 'node:path';
import type { StandingClaims } from '@surety/oauth';
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
  switchSetting,
  withOwnOrigin,
} from '@surety/web';
import { z } from 'zod';

const EMBEDDED_AUTHORITY = 'https://localhost:3443';
const EMBEDDED_BACK_CHANNEL = 'http://localhost:3002';
const METADATA_PATH = 'v2.0/.well-known/openid-configuration';

/** Every setting; what each means stands in `settings-reference.ts`. */
export const schema = z.object({
  ...operationSettings,
  API_HOST: z.string().default('localhost'),
  API_PORT: portSetting.default(3001),
  API_ORIGIN: originSetting.default('http://localhost:3001'),
  PORTAL_ORIGIN: originSetting.default('http://localhost:3000'),
  API_DATABASE_URL: z.string().optional(),
  REQUESTS_PER_PERSON: z
    .string()
    .regex(/^\d{1,7}$/, 'write a whole number of requests')
    .transform(Number)
    .default(3_000),
  API_DATABASE_POOL: poolSetting.default(10),
  DATA_DIR: z.string().default('./data'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  TRUSTED_PROXIES: listSetting.default([]),
  DEMO_MODE: switchSetting.default(true),
  PROVIDER_KIND: z
    .enum(['azure-ad-b2c', 'external-id', 'openid-connect'], {
      error: 'write azure-ad-b2c, external-id or openid-connect',
    })
    .default('azure-ad-b2c'),
  METADATA_URLS: listSetting
    .refine((urls) => urls.length > 0 && urls.every((url) => URL.canParse(url)), 'write URLs of metadata documents')
    .optional(),
  AUTHORITY_ORIGIN: originSetting.optional(),
  PROVIDER_BACK_CHANNEL: originSetting.optional(),
  TENANT_NAME: z.string().default('surety.onmicrosoft.com'),
  API_CLIENT_ID: z.string().default('7c0ffee0-0000-4000-8000-0000000000a1'),
  SIGN_IN_USER_FLOW: z.string().default('B2C_1_signupsignin1'),
  STEP_UP_USER_FLOWS: listSetting.default(['B2C_1_signupsignin1_mfa']),
  AUTHENTICATION_CONTEXTS: listSetting.default([]),
  ACR_VALUES: listSetting.default([]),
  MAX_AGE: z
    .string()
    .regex(/^\d{1,6}$/, 'write seconds')
    .transform(Number)
    .default(300),
  ROLES_CLAIM: z.string().min(1).optional(),
  FACTOR_CHANGED_CLAIM: z.string().min(1).optional(),
  INSURER_MAILBOX: z.email('write one e-mail address').optional(),
  SMTP_URL: z.url('write an address such as smtp://mail.example:587').default('smtp://localhost:3025'),
  MAIL_FROM: z.string().default('no-reply@surety.example'),
});

type Settings = z.output<typeof schema>;

/** Which provider's tokens count, and what of them proves a second factor. */
export type ProviderConfig = {
  /** One metadata document for each user flow, or one for the whole provider. */
  metadataUrls: readonly string[];
  /** Origins that are reached by another address than their public one. */
  backChannels: ReadonlyMap<string, string>;
  /** Audience of the tokens: this api's application id. */
  audience: string;
  /** Which claims of a token name roles, and say when a sign-in factor changed. */
  standing: StandingClaims;
  proof:
    | { kind: 'azure-ad-b2c'; stepUpUserFlows: readonly string[] }
    | { kind: 'external-id'; authenticationContexts: readonly string[] }
    | { kind: 'openid-connect'; acrValues: readonly string[]; maxAgeSeconds: number };
};

/** Everything that can be set about the api. */
export type ApiConfig = {
  host: string;
  port: number;
  origin: string;
  /** Where links in notices lead. */
  portalOrigin: string;
  databaseUrl: string;
  /** Of one person in five minutes; 0: no limit. */
  requestsPerPerson: number;
  /** Connections kept to PostgreSQL. */
  databasePoolSize: number;
  logLevel: string;
  trustedProxies: readonly string[];
  operation: OperationConfig;
  /** Demo people are seeded, and a person nobody knows gets a first policy. */
  demoMode: boolean;
  provider: ProviderConfig;
  mail: { smtpUrl: string; from: string };
  /** Where the insurer hears of changes that were reported as not the policyholder's own. */
  insurerMailbox: string | undefined;
};

/**
 * Reads the api's settings; without any, they fit the embedded identity.
 * @throws SettingsError naming every setting that is missing or wrong.
 */
export function readApiConfig(environment: Record<string, string | undefined>): ApiConfig {
  const settings = readSettings(schema, withOwnOrigin(environment, 'API'));
  return {
    host: settings.API_HOST,
    port: settings.API_PORT,
    origin: settings.API_ORIGIN,
    portalOrigin: settings.PORTAL_ORIGIN,
    databaseUrl: settings.API_DATABASE_URL ?? `sqlite:${join(settings.DATA_DIR, 'api.db')}`,
    requestsPerPerson: settings.REQUESTS_PER_PERSON,
    databasePoolSize: settings.API_DATABASE_POOL,
    logLevel: settings.LOG_LEVEL,
    trustedProxies: settings.TRUSTED_PROXIES,
    operation: operationConfig(settings),
    demoMode: settings.DEMO_MODE,
    provider: {
      metadataUrls: metadataUrls(settings),
      backChannels: backChannels(settings),
      audience: settings.API_CLIENT_ID,
      standing: {
        roles: settings.ROLES_CLAIM ?? (settings.PROVIDER_KIND === 'azure-ad-b2c' ? 'extension_Roles' : 'roles'),
        factorChangedAt: settings.FACTOR_CHANGED_CLAIM,
      },
      proof: proofOf(settings),
    },
    mail: { smtpUrl: settings.SMTP_URL, from: settings.MAIL_FROM },
    insurerMailbox: settings.INSURER_MAILBOX,
  };
}

function metadataUrls(settings: Settings): readonly string[] {
  if (settings.METADATA_URLS) return settings.METADATA_URLS;
  if (settings.PROVIDER_KIND !== 'azure-ad-b2c') throw missing('METADATA_URLS', settings);
  const authority = settings.AUTHORITY_ORIGIN ?? EMBEDDED_AUTHORITY;
  return [settings.SIGN_IN_USER_FLOW, ...settings.STEP_UP_USER_FLOWS].map(
    (userFlow) => `${authority}/${settings.TENANT_NAME}/${userFlow}/${METADATA_PATH}`,
  );
}

// The embedded identity's back channel is a default for the embedded identity alone.
function backChannels(settings: Settings): ReadonlyMap<string, string> {
  const { AUTHORITY_ORIGIN = EMBEDDED_AUTHORITY, PROVIDER_BACK_CHANNEL } = settings;
  const address =
    PROVIDER_BACK_CHANNEL ?? (AUTHORITY_ORIGIN === EMBEDDED_AUTHORITY ? EMBEDDED_BACK_CHANNEL : undefined);
  return new Map(address === undefined ? [] : [[AUTHORITY_ORIGIN, address]]);
}

// Without an accepted class nobody could ever change anything: better to hear that at the start.
function proofOf(settings: Settings): ProviderConfig['proof'] {
  const { PROVIDER_KIND: kind, STEP_UP_USER_FLOWS, AUTHENTICATION_CONTEXTS, ACR_VALUES } = settings;
  switch (kind) {
    case 'azure-ad-b2c':
      if (STEP_UP_USER_FLOWS.length === 0) throw missing('STEP_UP_USER_FLOWS', settings);
      return { kind, stepUpUserFlows: STEP_UP_USER_FLOWS };
    case 'external-id':
      if (AUTHENTICATION_CONTEXTS.length === 0) throw missing('AUTHENTICATION_CONTEXTS', settings);
      return { kind, authenticationContexts: AUTHENTICATION_CONTEXTS };
    case 'openid-connect':
      if (ACR_VALUES.length === 0) throw missing('ACR_VALUES', settings);
      return { kind, acrValues: ACR_VALUES, maxAgeSeconds: settings.MAX_AGE };
  }
}

function missing(name: string, { PROVIDER_KIND }: Settings): SettingsError {
  return new SettingsError(`The setting ${name} is missing; PROVIDER_KIND ${PROVIDER_KIND} needs it.`);
}
