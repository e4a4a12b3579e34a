import { originSetting, SettingsError, switchSetting } from '@surety/web';
import { z } from 'zod';

/** Settings of profiles that the api keeps at Microsoft Graph. */
export const graphProfileSettings = {
  GRAPH_PROFILE: switchSetting.default(false),
  API_CLIENT_SECRET: z.string().optional(),
  GRAPH_ORIGIN: originSetting
    .refine(isPrivate, 'people’s tokens go there: it must be https, or on this machine')
    .default('https://graph.microsoft.com'),
};

/** How the api reaches Microsoft Graph for a person. */
export type GraphProfileConfig = {
  graphOrigin: string;
  /** `https://HOST/TENANT-GUID`. */
  authority: string;
  /** Hosts that the authority's issuer may be at. */
  authorityHosts: readonly string[];
  metadataUrl: string;
  clientId: string;
  clientSecret: string;
};

type Settings = z.output<z.ZodObject<typeof graphProfileSettings>> & {
  PROVIDER_KIND: string;
  AUTHORITY_ORIGIN?: string | undefined;
  TENANT_ID?: string | undefined;
  API_CLIENT_ID: string;
};

/**
 * The settings of profiles at Graph; `undefined` unless they are wanted.
 * @throws SettingsError when the provider's kind has no such thing, or the api has no secret
 */
export function graphProfileOf(settings: Settings): GraphProfileConfig | undefined {
  const { PROVIDER_KIND, AUTHORITY_ORIGIN, TENANT_ID, API_CLIENT_SECRET } = settings;
  if (!settings.GRAPH_PROFILE) return undefined;
  if (PROVIDER_KIND !== 'external-id' || AUTHORITY_ORIGIN === undefined || TENANT_ID === undefined)
    throw new SettingsError(
      'The setting GRAPH_PROFILE is wrong: only PROVIDER_KIND external-id keeps profiles at Microsoft Graph.',
    );
  if (API_CLIENT_SECRET === undefined)
    throw new SettingsError('The setting API_CLIENT_SECRET is missing; GRAPH_PROFILE needs it.');
  const guid = TENANT_ID.toLowerCase();
  const authority = `${AUTHORITY_ORIGIN}/${guid}`.toLowerCase();
  return {
    graphOrigin: settings.GRAPH_ORIGIN,
    authority,
    authorityHosts: [new URL(AUTHORITY_ORIGIN).host, `${guid}.ciamlogin.com`],
    metadataUrl: `${authority}/v2.0/.well-known/openid-configuration`,
    clientId: settings.API_CLIENT_ID,
    clientSecret: API_CLIENT_SECRET,
  };
}

function isPrivate(origin: string): boolean {
  return /^https:|^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:|$)/.test(origin);
}
