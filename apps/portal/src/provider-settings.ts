import { listSetting, originSetting, SettingsError, secretFromDataFolder, switchSetting } from '@surety/web';
import { z } from 'zod';
import type { B2cSettings } from './relying-party/azure-ad-b2c.ts';
import type { ExternalIdSettings } from './relying-party/external-id.ts';
import type { OpenidSettings } from './relying-party/openid-connect.ts';
import type { PersonClaims } from './session/session.ts';

const EMBEDDED_AUTHORITY = 'https://localhost:3443';
const EMBEDDED_BACK_CHANNEL = 'http://localhost:3002';
const DEMO_API = 'https://surety.onmicrosoft.com/api';

const userFlowSetting = z.string().regex(/^B2C_1A?_\w+$/i, 'a user flow is named B2C_1_…, a custom policy B2C_1A_…');
const wordsSetting = z.string().transform((text) => text.split(/[\s,]+/).filter((word) => word !== ''));
/** What the portal itself decides in an authorization request. */
const OWN_PARAMETERS = [
  ...[
    'client_id',
    'redirect_uri',
    'response_type',
    'response_mode',
    'scope',
    'state',
    'nonce',
    'resource',
    'login_hint',
  ],
  ...['code_challenge', 'code_challenge_method', 'acr_values', 'max_age', 'request', 'request_uri'],
];
const parametersSetting = z
  .string()
  .transform((text) => Object.fromEntries(new URLSearchParams(text)))
  .refine(
    (parameters) => OWN_PARAMETERS.every((name) => !Object.hasOwn(parameters, name)),
    'write further parameters as name=value&name=value; what the portal sends itself cannot be set here',
  );
const claimSetting = z.string().regex(/^\S{1,200}$/, 'write the name of a claim');
/** Without TLS, what is said to a provider can be read and changed on the way: allowed on this machine alone. */
const issuerSetting = z
  .url()
  .refine((url) => /^https:|^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:|\/|$)/.test(url), 'the issuer must be https');

// It becomes part of a header: no character may stand in it that means something there.
function isOrigin(text: string): boolean {
  return /^https?:\/\/[\w.:[\]-]+$/.test(text) && URL.parse(text)?.origin === text;
}

/** The settings of the portal that say which identity provider it has. */
export const providerSchema = z.object({
  PROVIDER_KIND: z
    .enum(['azure-ad-b2c', 'external-id', 'openid-connect'], {
      error: 'write azure-ad-b2c, external-id or openid-connect',
    })
    .default('azure-ad-b2c'),
  PROVIDER_BACK_CHANNEL: originSetting.optional(),
  PORTAL_CLIENT_ID: z.string().default('7c0ffee0-0000-4000-8000-0000000000b1'),
  PORTAL_CLIENT_SECRET: z.string().optional(),
  AUTHORITY_ORIGIN: originSetting
    .refine((origin) => origin.startsWith('https:'), 'the authority must be https')
    .default(EMBEDDED_AUTHORITY),
  TENANT_NAME: z
    .string()
    .regex(/^[\w.-]+$/, 'a tenant is named like contoso.onmicrosoft.com')
    .default('surety.onmicrosoft.com'),
  TENANT_ID: z.guid('write a GUID').optional(),
  API_APP_ID_URI: z.url().default(DEMO_API),
  SIGN_IN_USER_FLOW: userFlowSetting.default('B2C_1_signupsignin1'),
  PROFILE_EDITING_USER_FLOW: userFlowSetting.default('B2C_1_profileediting1'),
  PASSWORD_RESET_USER_FLOW: userFlowSetting.default('B2C_1_passwordreset1'),
  ACCOUNT_USER_FLOW: userFlowSetting.optional(),
  STEP_UP_PROMPT: z.enum(['none', 'login']).default('none'),
  ISSUER_URL: issuerSetting.optional(),
  CLIENT_AUTHENTICATION: z.enum(['client_secret_post', 'client_secret_basic']).default('client_secret_post'),
  SCOPES: wordsSetting.default(['openid', 'profile', 'email', 'offline_access', 'Accounts.Read', 'Accounts.Write']),
  API_RESOURCE: z.url().optional(),
  AUTHORIZATION_PARAMETERS: parametersSetting.default({}),
  ACCOUNT_URL: z.url().optional(),
  GRAPH_PROFILE: switchSetting.default(false),
  PROVIDER_PATIENCE_SECONDS: z
    .string()
    .regex(/^[1-9]\d?$/, 'write 1 to 99 seconds')
    .transform(Number)
    .default(10),
  FURTHER_SIGN_IN_ORIGINS: listSetting
    .refine((all) => all.every(isOrigin), 'write origins such as https://accounts.google.com, with commas between them')
    .default([]),
  NAME_CLAIM: claimSetting.optional(),
  EMAIL_CLAIM: claimSetting.optional(),
});

type Settings = z.output<typeof providerSchema> & { DATA_DIR: string; SHARED_DATA_DIR?: string | undefined };

/** How the portal reaches its identity provider; one type for each kind. */
export type ProviderSettings = B2cSettings | ExternalIdSettings | OpenidSettings;

/**
 * The settings of the provider's kind.
 * @throws SettingsError when one that this kind needs is missing
 */
export function providerOf(settings: Settings): ProviderSettings {
  if (settings.GRAPH_PROFILE && settings.PROVIDER_KIND !== 'external-id')
    throw new SettingsError(
      'The setting GRAPH_PROFILE is wrong: only PROVIDER_KIND external-id keeps profiles at Microsoft Graph.',
    );
  switch (settings.PROVIDER_KIND) {
    case 'azure-ad-b2c':
      return b2cOf(settings);
    case 'external-id':
      return externalIdOf(settings);
    case 'openid-connect':
      return openidOf(settings);
  }
}

function b2cOf(settings: Settings): B2cSettings {
  const { AUTHORITY_ORIGIN, PROVIDER_BACK_CHANNEL, PORTAL_CLIENT_SECRET } = settings;
  const isEmbedded = AUTHORITY_ORIGIN === EMBEDDED_AUTHORITY;
  return {
    kind: 'azure-ad-b2c',
    authorityOrigin: AUTHORITY_ORIGIN,
    backChannelOrigin: PROVIDER_BACK_CHANNEL ?? (isEmbedded ? EMBEDDED_BACK_CHANNEL : undefined),
    tenantName: settings.TENANT_NAME,
    clientId: settings.PORTAL_CLIENT_ID,
    clientSecret:
      PORTAL_CLIENT_SECRET ??
      secretFromDataFolder(settings.SHARED_DATA_DIR ?? settings.DATA_DIR, 'portal-client-secret'),
    userFlows: {
      signIn: settings.SIGN_IN_USER_FLOW,
      profileEditing: settings.PROFILE_EDITING_USER_FLOW,
      passwordReset: settings.PASSWORD_RESET_USER_FLOW,
      account: settings.ACCOUNT_USER_FLOW ?? (isOnThisMachine(AUTHORITY_ORIGIN) ? EMBEDDED_ACCOUNT : undefined),
    },
    stepUpPrompt: settings.STEP_UP_PROMPT,
  };
}

/** B2C itself has no such user flow; the embedded identity does. */
const EMBEDDED_ACCOUNT = 'B2C_1_account1';

function isOnThisMachine(origin: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(new URL(origin).hostname);
}

function externalIdOf(settings: Settings): ExternalIdSettings {
  if (settings.AUTHORITY_ORIGIN === EMBEDDED_AUTHORITY) throw missing('AUTHORITY_ORIGIN', settings);
  return {
    kind: 'external-id',
    authorityOrigin: settings.AUTHORITY_ORIGIN,
    backChannelOrigin: settings.PROVIDER_BACK_CHANNEL,
    tenantId: settings.TENANT_ID ?? missing('TENANT_ID', settings),
    clientId: settings.PORTAL_CLIENT_ID,
    clientSecret: settings.PORTAL_CLIENT_SECRET ?? missing('PORTAL_CLIENT_SECRET', settings),
    accountUrl: settings.ACCOUNT_URL,
    keepsProfiles: settings.GRAPH_PROFILE,
    stepUpPrompt: settings.STEP_UP_PROMPT,
  };
}

function openidOf(settings: Settings): OpenidSettings {
  const { SCOPES: scopes } = settings;
  return {
    kind: 'openid-connect',
    issuerUrl: settings.ISSUER_URL ?? missing('ISSUER_URL', settings),
    backChannelOrigin: settings.PROVIDER_BACK_CHANNEL,
    clientId: settings.PORTAL_CLIENT_ID,
    clientSecret: settings.PORTAL_CLIENT_SECRET ?? missing('PORTAL_CLIENT_SECRET', settings),
    clientAuthentication: settings.CLIENT_AUTHENTICATION,
    scopes: scopes.includes('openid') ? scopes : ['openid', ...scopes],
    resource: settings.API_RESOURCE,
    authorizationParameters: settings.AUTHORIZATION_PARAMETERS,
    accountUrl: settings.ACCOUNT_URL,
    stepUpPrompt: settings.STEP_UP_PROMPT,
  };
}

/** Microsoft's providers name their claims themselves; of any other these are settings. */
export function personClaimsOf({ PROVIDER_KIND, NAME_CLAIM, EMAIL_CLAIM }: Settings): PersonClaims {
  return PROVIDER_KIND === 'openid-connect' ? { name: NAME_CLAIM, email: EMAIL_CLAIM } : {};
}

function missing(name: string, { PROVIDER_KIND }: Settings): never {
  throw new SettingsError(`The setting ${name} is missing; PROVIDER_KIND ${PROVIDER_KIND} needs it.`);
}
