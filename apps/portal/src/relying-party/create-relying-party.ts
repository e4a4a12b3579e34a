import type { Clock } from '@surety/web';
import type { PortalConfig } from '../config.ts';
import { ROUTES } from '../routes.ts';
import { createB2cRelyingParty } from './azure-ad-b2c.ts';
import type { RelyingParty } from './relying-party.ts';

/** The relying party for the configured kind of provider; each kind is one file. */
export function createRelyingParty(config: PortalConfig, clock: Clock): RelyingParty {
  const { origin, apiAppIdUri, provider } = config;
  const places = { redirectUri: `${origin}${ROUTES.callback}`, postLogoutRedirectUri: `${origin}${ROUTES.home}` };
  switch (provider.kind) {
    case 'azure-ad-b2c':
      return createB2cRelyingParty({ settings: provider, apiAppIdUri, clock, ...places });
  }
}
