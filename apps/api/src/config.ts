import { join } from 'node:path';
import { UNITED_STATES } from '@surety/insurance';
import { b2cDirectory } from '@surety/oauth';
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
  switchSetting,
  withOwnOrigin,
} from '@surety/web';
import { z } from 'zod';
import { type ProviderConfig, providerOf, providerSchema } from './provider-settings.ts';

/** Every setting; what each means stands in `settings-reference.ts`. */
export const schema = providerSchema.extend({
  ...operationSettings,
  API_METRICS_PORT: portSetting.optional(),
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
  CONSENT_REMINDER_DAYS: z
    .string()
    .regex(/^([0-9]|[12][0-9])$/, 'write a number of days from 0 to 29')
    .transform(Number)
    .default(UNITED_STATES.consentReminderDays),
  INSURER_MAILBOX: z.email('write one e-mail address').optional(),
  SMTP_URL: z.url('write an address such as smtp://mail.example:587').default('smtp://localhost:3025'),
  MAIL_FROM: z.string().default('no-reply@surety.example'),
});

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
  metrics: MetricsConfig;
  /** Demo people are seeded, and a person nobody knows gets a first policy. */
  demoMode: boolean;
  provider: ProviderConfig;
  /** Issuers whose people are recognised by their verified address. */
  formerIssuers: readonly string[];
  mail: { smtpUrl: string; from: string };
  /** Where the insurer hears of changes that were reported as not the policyholder's own. */
  insurerMailbox: string | undefined;
  /** So many days before a link that asks for a consent expires, its party is reminded; 0: never. */
  consentReminderDays: number;
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
    metrics: { host: settings.METRICS_HOST, port: settings.API_METRICS_PORT },
    demoMode: settings.DEMO_MODE,
    provider: providerOf(settings),
    // Of a B2C that gave each user flow an issuer, people are known by their directory.
    formerIssuers: [...new Set(settings.FORMER_ISSUERS.flatMap((issuer) => [issuer, b2cDirectory(issuer)]))],
    mail: { smtpUrl: settings.SMTP_URL, from: settings.MAIL_FROM },
    insurerMailbox: settings.INSURER_MAILBOX,
    consentReminderDays: settings.CONSENT_REMINDER_DAYS,
  };
}
