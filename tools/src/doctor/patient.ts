import { SCOPES } from '@surety/api-contract';
import { createBackChannelFetch } from '@surety/oauth';
import type { ApiConfig } from '../../../apps/api/src/config.ts';
import type { PortalConfig } from '../../../apps/portal/src/config.ts';
import { ROUTES } from '../../../apps/portal/src/routes.ts';

/** What a user flow is for. */
export type UserFlowKind = 'sign-in' | 'profile editing' | 'password reset' | 'step-up';

/** One metadata document of the provider, and the setting that leads to it. */
export type MetadataPlace = { label: string; url: string; setting: string; userFlow?: string; kind?: UserFlowKind };

/** The provider as portal and api see it by their settings. */
export type Patient = {
  portal: PortalConfig;
  api: ApiConfig;
  /** The first is the one of the sign-in. */
  places: readonly [MetadataPlace, ...MetadataPlace[]];
  scopes: readonly string[];
  redirectUri: string;
  postLogoutRedirectUri: string;
  /** Reaches the provider as the portal's server does. */
  fetch: typeof globalThis.fetch;
  /** The setting that says where the provider is. */
  hostSetting: string;
  /** Whether servers reach the provider by another address than browsers. */
  hasBackChannel: boolean;
  clock: () => Date;
  /** How long an answer is waited for, and from when on one is called slow; milliseconds. */
  patienceMs: number;
  slowMs: number;
};

const METADATA = '.well-known/openid-configuration';

/** Takes together what the settings of both apps say. */
export function patientOf(portal: PortalConfig, api: ApiConfig, clock: () => Date): Patient {
  const { provider, origin } = portal;
  const publicOrigin =
    provider.kind === 'openid-connect' ? new URL(provider.issuerUrl).origin : provider.authorityOrigin;
  const { backChannelOrigin } = provider;
  return {
    portal,
    api,
    places: placesOf(portal, api),
    scopes: scopesOf(portal),
    redirectUri: `${origin}${ROUTES.callback}`,
    postLogoutRedirectUri: `${origin}${ROUTES.home}`,
    fetch: createBackChannelFetch(new Map(backChannelOrigin ? [[publicOrigin, backChannelOrigin]] : [])),
    hostSetting: provider.kind === 'openid-connect' ? 'ISSUER_URL' : 'AUTHORITY_ORIGIN',
    hasBackChannel: backChannelOrigin !== undefined,
    clock,
    patienceMs: 10_000,
    slowMs: 2_000,
  };
}

function scopesOf({ provider, apiAppIdUri }: PortalConfig): readonly string[] {
  if (provider.kind === 'openid-connect') return provider.scopes;
  return ['openid', 'profile', 'offline_access', ...Object.keys(SCOPES).map((scope) => `${apiAppIdUri}/${scope}`)];
}

function placesOf({ provider }: PortalConfig, api: ApiConfig): Patient['places'] {
  if (provider.kind === 'openid-connect') {
    const { issuerUrl } = provider;
    const url = issuerUrl.includes('/.well-known/') ? issuerUrl : `${issuerUrl.replace(/\/$/, '')}/${METADATA}`;
    return [{ label: 'the provider', url, setting: 'ISSUER_URL' }];
  }
  const { authorityOrigin } = provider;
  if (provider.kind === 'external-id') {
    const url = `${authorityOrigin}/${provider.tenantId.toLowerCase()}/v2.0/${METADATA}`;
    return [{ label: 'the tenant', url, setting: 'AUTHORITY_ORIGIN and TENANT_ID' }];
  }
  const place = (kind: UserFlowKind, userFlow: string, setting: string): MetadataPlace => ({
    label: `${kind} ${userFlow}`,
    kind,
    url: `${authorityOrigin}/${provider.tenantName}/${userFlow}/v2.0/${METADATA}`.toLowerCase(),
    setting,
    userFlow,
  });
  const { signIn, profileEditing, passwordReset } = provider.userFlows;
  const { proof } = api.provider;
  const stepUps = proof.kind === 'azure-ad-b2c' ? proof.stepUpUserFlows : [];
  return [
    place('sign-in', signIn, 'SIGN_IN_USER_FLOW'),
    place('profile editing', profileEditing, 'PROFILE_EDITING_USER_FLOW'),
    place('password reset', passwordReset, 'PASSWORD_RESET_USER_FLOW'),
    ...stepUps.map((userFlow) => place('step-up', userFlow, 'STEP_UP_USER_FLOWS')),
  ];
}
