import { inTransientTransaction } from '@surety/database';
import type { TokenCacheRepository } from '../session/token-cache-repository.ts';
import type { PortalDatabase } from '../tables.ts';
import { type RelyingParty, SignInAgain } from './relying-party.ts';

/** A session's access token for the api, renewed when it must be. */
export type AccessTokens = {
  /** @throws SignInAgain, ProviderUnavailable */
  forSession(sessionHash: string): Promise<string>;
};

/** Requests of one session that come at once share one renewal: a refresh token that rotates can be used once. */
export function createAccessTokens(options: {
  db: PortalDatabase;
  tokenCaches: TokenCacheRepository;
  relyingParty: Pick<RelyingParty, 'accessToken'>;
}): AccessTokens {
  const { db, tokenCaches, relyingParty } = options;
  const underWay = new Map<string, Promise<string>>();
  async function obtain(sessionHash: string): Promise<string> {
    const tokens = await tokenCaches.find(sessionHash);
    if (tokens === undefined) throw new SignInAgain('the session has no tokens');
    const { accessToken, changedTokens } = await relyingParty.accessToken(tokens);
    if (changedTokens !== undefined)
      await inTransientTransaction(db, (transaction) => tokenCaches.replace(transaction, sessionHash, changedTokens));
    return accessToken;
  }
  return {
    forSession(sessionHash) {
      const current = underWay.get(sessionHash) ?? obtain(sessionHash).finally(() => underWay.delete(sessionHash));
      underWay.set(sessionHash, current);
      return current;
    },
  };
}
