import type { ClaimNames, StandingClaims, Weakness } from '@surety/oauth';
import { listSetting, originSetting, SettingsError, switchSetting } from '@surety/web';
import { z } from 'zod';
import { type GraphProfileConfig, graphProfileOf, graphProfileSettings } from './profile/graph-profile-settings.ts';

const EMBEDDED_AUTHORITY = 'https://localhost:3443';
const EMBEDDED_BACK_CHANNEL = 'http://localhost:3002';
const METADATA_PATH = '.well-known/openid-configuration';

const claimSetting = z.string().regex(/^\S{1,200}$/, 'write the name of a claim');

/** The settings of the api that say which provider's tokens count, and what of them proves a second factor. */
export const providerSchema = z.object({
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
  TENANT_ID: z.guid('write a GUID').optional(),
  ISSUER_URL: z.url().optional(),
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
  ACCEPT_UNBOUND_PROOF: switchSetting.default(false),
  ACCEPT_TOKEN_TIME_AS_PROOF_TIME: switchSetting.default(false),
  FORMER_ISSUERS: listSetting.default([]),
  SUBJECT_CLAIM: claimSetting.default('sub'),
  SCOPE_CLAIM: claimSetting.default('scope'),
  EMAIL_CLAIM: claimSetting.default('email'),
  ROLES_CLAIM: claimSetting.optional(),
  FACTOR_CHANGED_CLAIM: claimSetting.optional(),
  EMAIL_VERIFIED_CLAIM: claimSetting.default('email_verified'),
  ...graphProfileSettings,
});

type Settings = z.output<typeof providerSchema>;

type Accepted = { maxAgeSeconds: number; accepts: ReadonlySet<Weakness> };

/** What proves a second factor, for each kind of provider. */
export type ProofConfig =
  | { kind: 'azure-ad-b2c'; stepUpUserFlows: readonly string[] }
  | ({ kind: 'external-id'; authenticationContexts: readonly string[] } & Accepted)
  | ({ kind: 'openid-connect'; acrValues: readonly string[]; claimNames?: ClaimNames } & Accepted);

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
  proof: ProofConfig;
  /** Where the api keeps people's profiles for them, if it does. */
  graphProfile?: GraphProfileConfig | undefined;
};

/**
 * The settings of the provider's kind.
 * @throws SettingsError when one that this kind needs is missing
 */
export function providerOf(settings: Settings): ProviderConfig {
  return {
    metadataUrls: settings.METADATA_URLS ?? metadataUrls(settings),
    backChannels: backChannels(settings),
    audience: settings.API_CLIENT_ID,
    standing: {
      roles: settings.ROLES_CLAIM ?? (settings.PROVIDER_KIND === 'azure-ad-b2c' ? 'extension_Roles' : 'roles'),
      factorChangedAt: settings.FACTOR_CHANGED_CLAIM,
    },
    proof: proofOf(settings),
    graphProfile: graphProfileOf(settings),
  };
}

function metadataUrls(settings: Settings): readonly string[] {
  const { AUTHORITY_ORIGIN, TENANT_NAME, TENANT_ID, ISSUER_URL, SIGN_IN_USER_FLOW, STEP_UP_USER_FLOWS } = settings;
  switch (settings.PROVIDER_KIND) {
    case 'azure-ad-b2c':
      return [SIGN_IN_USER_FLOW, ...STEP_UP_USER_FLOWS].map(
        (userFlow) => `${AUTHORITY_ORIGIN ?? EMBEDDED_AUTHORITY}/${TENANT_NAME}/${userFlow}/v2.0/${METADATA_PATH}`,
      );
    case 'external-id':
      if (AUTHORITY_ORIGIN === undefined) throw missing('AUTHORITY_ORIGIN', settings);
      if (TENANT_ID === undefined) throw missing('TENANT_ID', settings);
      return [`${AUTHORITY_ORIGIN}/${TENANT_ID.toLowerCase()}/v2.0/${METADATA_PATH}`];
    case 'openid-connect':
      if (ISSUER_URL === undefined) throw missing('ISSUER_URL', settings);
      return [ISSUER_URL.includes('/.well-known/') ? ISSUER_URL : `${ISSUER_URL.replace(/\/$/, '')}/${METADATA_PATH}`];
  }
}

// The embedded identity's back channel is a default for the embedded identity alone.
function backChannels(settings: Settings): ReadonlyMap<string, string> {
  const { PROVIDER_KIND, AUTHORITY_ORIGIN = EMBEDDED_AUTHORITY, PROVIDER_BACK_CHANNEL, ISSUER_URL } = settings;
  const isOpenid = PROVIDER_KIND === 'openid-connect' && ISSUER_URL !== undefined;
  const origin = isOpenid ? new URL(ISSUER_URL).origin : AUTHORITY_ORIGIN;
  const address = PROVIDER_BACK_CHANNEL ?? (origin === EMBEDDED_AUTHORITY ? EMBEDDED_BACK_CHANNEL : undefined);
  return new Map(address === undefined ? [] : [[origin, address]]);
}

// Without an accepted class nobody could ever change anything: better to hear that at the start.
function proofOf(settings: Settings): ProofConfig {
  const { PROVIDER_KIND: kind, STEP_UP_USER_FLOWS, AUTHENTICATION_CONTEXTS, ACR_VALUES } = settings;
  switch (kind) {
    case 'azure-ad-b2c':
      if (STEP_UP_USER_FLOWS.length === 0) throw missing('STEP_UP_USER_FLOWS', settings);
      return { kind, stepUpUserFlows: STEP_UP_USER_FLOWS };
    case 'external-id':
      if (AUTHENTICATION_CONTEXTS.length === 0) throw missing('AUTHENTICATION_CONTEXTS', settings);
      return { kind, authenticationContexts: AUTHENTICATION_CONTEXTS, ...acceptedBy(settings) };
    case 'openid-connect':
      if (ACR_VALUES.length === 0) throw missing('ACR_VALUES', settings);
      return { kind, acrValues: ACR_VALUES, claimNames: claimNamesOf(settings), ...acceptedBy(settings) };
  }
}

function acceptedBy(settings: Settings): Accepted {
  const accepts = new Set<Weakness>();
  if (settings.ACCEPT_UNBOUND_PROOF) accepts.add('unbound');
  if (settings.ACCEPT_TOKEN_TIME_AS_PROOF_TIME) accepts.add('token-time');
  return { maxAgeSeconds: settings.MAX_AGE, accepts };
}

function claimNamesOf(settings: Settings): ClaimNames {
  return {
    subject: settings.SUBJECT_CLAIM,
    scope: settings.SCOPE_CLAIM,
    email: settings.EMAIL_CLAIM,
    emailVerified: settings.EMAIL_VERIFIED_CLAIM,
  };
}

function missing(name: string, { PROVIDER_KIND }: Settings): SettingsError {
  return new SettingsError(`The setting ${name} is missing; PROVIDER_KIND ${PROVIDER_KIND} needs it.`);
}
