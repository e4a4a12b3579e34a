import { listSetting, operationSettings, originSetting, poolSetting, portSetting, switchSetting } from '@surety/web';
import { z } from 'zod';
import { areNetworks } from './doors/readers.ts';
import { CODE_LIMITS } from './factors/code-limits.ts';
import { passwordMigrationSettings } from './password-migration/settings.ts';

const SHORTEST_SECRET = 16;
/** Where the listener with TLS is unless a setting says otherwise. */
export const DEFAULT_TLS_PORT = 3443;

const guidSetting = z.guid('write a GUID');
const secretSetting = z.string().min(SHORTEST_SECRET, `use at least ${SHORTEST_SECRET} characters`);

/** Every setting; what each means stands in `settings-reference.ts`. */
export const schema = z.object({
  ...operationSettings,
  IDENTITY_METRICS_PORT: portSetting.optional(),
  IDENTITY_HOST: z.string().default('localhost'),
  IDENTITY_PORT: portSetting.default(3002),
  IDENTITY_ORIGIN: originSetting.default('http://localhost:3002'),
  IDENTITY_DATABASE_URL: z.string().optional(),
  IDENTITY_DATABASE_POOL: poolSetting.default(10),
  IDENTITY_SECRET: secretSetting.optional(),
  ISSUER_ORIGIN: originSetting
    .refine((origin) => origin.startsWith('https:'), 'clients insist on an https issuer')
    .optional(),
  TLS_PORT: z.union([z.literal('off'), portSetting], 'write a port from 0 to 65535, or off').default(DEFAULT_TLS_PORT),
  TLS_HOST_NAMES: listSetting
    .refine(
      (names) => names.every((name) => /^[\w.-]+(:\d{1,5})?$/.test(name)),
      'write names such as localhost,login.example',
    )
    .transform((names) => names.map((name) => name.toLowerCase()))
    .default(['localhost', '127.0.0.1']),
  SIGNING_KEY_ROTATION_DAYS: z
    .string()
    .regex(/^([1-9]\d{0,3}|off)$/, 'write a number of days from 1 to 9999, or off')
    .default('90'),
  TENANT_FILE: z.string().optional(),
  BREACHED_PASSWORDS_FILE: z.string().optional(),
  CODES_PER_NETWORK: z
    .string()
    .regex(/^[1-9]\d{0,6}$/, 'write a whole number of codes, from 1')
    .transform(Number)
    .default(CODE_LIMITS.fromNetwork.most),
  TENANT_NAME: z
    .string()
    .regex(/^[\w.-]+$/, 'a tenant is named like contoso.onmicrosoft.com')
    .default('surety.onmicrosoft.com'),
  TENANT_ID: guidSetting.default('7c0ffee0-0000-4000-8000-000000000001'),
  PASSWORD_RESET: z.enum(['inside', 'separate'], { error: 'write inside or separate' }).default('inside'),
  PORTAL_CLIENT_ID: guidSetting.default('7c0ffee0-0000-4000-8000-0000000000b1'),
  PORTAL_CLIENT_SECRET: secretSetting.optional(),
  PORTAL_ORIGIN: originSetting.default('http://localhost:3000'),
  PORTAL_BACK_CHANNEL: originSetting.optional(),
  API_CLIENT_ID: guidSetting.default('7c0ffee0-0000-4000-8000-0000000000a1'),
  API_APP_ID_URI: z.url('write a URL such as https://surety.onmicrosoft.com/api').optional(),
  DATA_DIR: z.string().default('./data'),
  SHARED_DATA_DIR: z.string().optional(),
  DEMO_PEOPLE: switchSetting.optional(),
  SMTP_URL: z.url('write an address such as smtp://mail.example:587').optional(),
  MAIL_FROM: z.string().default('no-reply@surety.example'),
  TEXT_GATEWAY_URL: z
    .url({ protocol: /^https?$/, error: 'write an address such as https://gateway.example/messages' })
    .optional(),
  TEXT_GATEWAY_TOKEN: z.string().min(1).optional(),
  INBOX: switchSetting.optional(),
  INBOX_READERS: listSetting
    .refine(areNetworks, 'write addresses, networks such as 172.30.83.0/24, or attached')
    .default([]),
  INBOX_SMTP_HOST: z.string().default('127.0.0.1'),
  INBOX_SMTP_PORT: portSetting.default(3025),
  START_PAGE: switchSetting.optional(),
  TEST_DOOR: switchSetting.default(false),
  TEST_DOOR_TOKEN: secretSetting.optional(),
  ...passwordMigrationSettings,
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  TRUSTED_PROXIES: listSetting.default([]),
});
