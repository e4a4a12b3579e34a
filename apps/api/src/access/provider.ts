import {
  type AccessTokenVerifier,
  b2cProfile,
  createAccessTokenVerifier,
  createTrustedIssuers,
  externalIdProfile,
  openidProfile,
  type TokenProfile,
} from '@surety/oauth';
import type { Clock } from '@surety/web';
import { createGraphProfiles } from '../profile/graph-profiles.ts';
import type { ProfileDirectory } from '../profile/profile-directory.ts';
import type { ProviderConfig } from '../provider-settings.ts';

/** The identity provider as the api sees it: it verifies its tokens and knows what proves a second factor. */
export type Provider = {
  verifier: AccessTokenVerifier;
  profile: TokenProfile;
  /** Where the api keeps people's profiles for them; absent where the provider does that itself. */
  profileDirectory?: ProfileDirectory | undefined;
};

/** Trusts the provider of the settings. Nothing is read from it before the first token comes. */
export function createProvider(config: ProviderConfig, clock: Clock): Provider {
  const profile = profileOf(config.proof);
  const issuers = createTrustedIssuers({
    metadataUrls: config.metadataUrls,
    backChannels: config.backChannels,
  });
  const { audience, standing } = config;
  const { graphProfile, backChannels } = config;
  const profileDirectory = graphProfile && createGraphProfiles({ ...graphProfile, backChannels, clock });
  return {
    profile,
    profileDirectory,
    verifier: createAccessTokenVerifier({ issuers, audience, profile, standing, clock }),
  };
}

function profileOf(proof: ProviderConfig['proof']): TokenProfile {
  switch (proof.kind) {
    case 'azure-ad-b2c':
      return b2cProfile(proof);
    case 'external-id':
      return externalIdProfile(proof);
    case 'openid-connect':
      return openidProfile(proof);
  }
}
