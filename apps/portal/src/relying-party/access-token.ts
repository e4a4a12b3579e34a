import { setTimeout } from 'node:timers/promises';
import { ProviderUnavailable } from '@surety/oauth';
import type { Clock } from '@surety/web';
import type { RenewalLease, TokenCacheRepository } from '../session/token-cache-repository.ts';
import { type RelyingParty, SignInAgain } from './relying-party.ts';

/** A session's access token for the api, renewed when it must be. */
export type AccessTokens = {
  /** @throws SignInAgain, ProviderUnavailable */
  forSession(sessionHash: string): Promise<string>;
};

export type AccessTokensOptions = {
  clock: Clock;
  tokenCaches: TokenCacheRepository;
  relyingParty: Pick<RelyingParty, 'accessToken' | 'keptAccessToken'>;
};

/** Longer than the provider is waited for: whoever renews has stored the outcome by then, or is gone. */
const LEASE_MS = 30_000;
const BETWEEN_LOOKS_MS = 50;

/**
 * Requests of one session that come at once share one renewal, on this replica and on all: a refresh token that rotates
 * can be used once, and a provider may take its second use for theft.
 */
export function createAccessTokens(options: AccessTokensOptions): AccessTokens {
  const underWay = new Map<string, Promise<string>>();
  return {
    forSession(sessionHash) {
      const current =
        underWay.get(sessionHash) ?? obtain(options, sessionHash).finally(() => underWay.delete(sessionHash));
      underWay.set(sessionHash, current);
      return current;
    },
  };
}

async function obtain(options: AccessTokensOptions, sessionHash: string): Promise<string> {
  const { tokenCaches, relyingParty } = options;
  const giveUpAt = performance.now() + LEASE_MS;
  while (performance.now() < giveUpAt) {
    const kept = await relyingParty.keptAccessToken(await tokensOf(options, sessionHash));
    if (kept !== undefined) return kept;
    const lease = await tokenCaches.takeRenewal({ sessionHash, now: options.clock().getTime(), lifeMs: LEASE_MS });
    if (lease !== undefined) return renew(options, lease);
    await setTimeout(BETWEEN_LOOKS_MS);
  }
  throw new ProviderUnavailable('another replica has been renewing the tokens of this session for too long');
}

async function renew(options: AccessTokensOptions, lease: RenewalLease) {
  const { tokenCaches, relyingParty } = options;
  try {
    // Another replica may have renewed them since they were read.
    const { accessToken, changedTokens } = await relyingParty.accessToken(await tokensOf(options, lease.sessionHash));
    if (changedTokens !== undefined) await tokenCaches.replace(lease.sessionHash, changedTokens);
    return accessToken;
  } finally {
    await tokenCaches.endRenewal(lease);
  }
}

async function tokensOf({ tokenCaches }: Pick<AccessTokensOptions, 'tokenCaches'>, sessionHash: string) {
  const tokens = await tokenCaches.find(sessionHash);
  if (tokens === undefined) throw new SignInAgain('the session has no tokens');
  return tokens;
}
