import { createBackChannelFetch } from '@surety/oauth';
import type { Clock } from '@surety/web';
import type { PortalConfig } from '../config.ts';
import type { ProviderSettings } from '../provider-settings.ts';
import { ROUTES } from '../routes.ts';
import { b2cDialect } from './azure-ad-b2c.ts';
import { externalIdDialect } from './external-id.ts';
import { createMicrosoftRelyingParty, type MicrosoftDialect } from './microsoft.ts';
import { createOpenidRelyingParty } from './openid-connect.ts';
import type { RelyingParty } from './relying-party.ts';

/** The relying party for the configured kind of provider; each kind is one file. */
export function createRelyingParty(config: PortalConfig, clock: Clock): RelyingParty {
  const relyingParty = relyingPartyOf(config, clock);
  const { furtherSignInOrigins } = config;
  const formTargets = async () => [...new Set([...(await relyingParty.formTargets()), ...furtherSignInOrigins])];
  return { ...relyingParty, formTargets };
}

function relyingPartyOf(config: PortalConfig, clock: Clock): RelyingParty {
  const { origin, apiAppIdUri, provider, providerPatienceMs: patienceMs } = config;
  const places = { redirectUri: `${origin}${ROUTES.callback}`, postLogoutRedirectUri: `${origin}${ROUTES.home}` };
  const microsoft = (settings: Exclude<ProviderSettings, { kind: 'openid-connect' }>, dialect: MicrosoftDialect) => {
    const { clientId, clientSecret, backChannelOrigin, authorityOrigin } = settings;
    const mappedOrigin = backChannelOrigin === undefined ? undefined : authorityOrigin;
    const fetch = fetchFor(authorityOrigin, { backChannelOrigin, patienceMs });
    const options = { clientId, clientSecret, fetch, mappedOrigin, apiAppIdUri, clock, ...places };
    return createMicrosoftRelyingParty(options, dialect);
  };
  switch (provider.kind) {
    case 'azure-ad-b2c':
      return microsoft(provider, b2cDialect(provider));
    case 'external-id':
      return microsoft(provider, externalIdDialect(provider));
    case 'openid-connect': {
      const { issuerUrl, backChannelOrigin } = provider;
      const fetch = fetchFor(new URL(issuerUrl).origin, { backChannelOrigin, patienceMs });
      return createOpenidRelyingParty({ settings: provider, fetch, clock, ...places });
    }
  }
}

/** A `fetch` that may know a back channel, and gives up a provider that is too slow, whatever is asked of it. */
function fetchFor(
  origin: string,
  { backChannelOrigin, patienceMs }: { backChannelOrigin: string | undefined; patienceMs: number },
): typeof globalThis.fetch {
  const fetch = createBackChannelFetch(new Map(backChannelOrigin ? [[origin, backChannelOrigin]] : []));
  return (input, init) => {
    const signals = [AbortSignal.timeout(patienceMs), ...(init?.signal ? [init.signal] : [])];
    return fetch(input, { ...init, signal: AbortSignal.any(signals) });
  };
}
