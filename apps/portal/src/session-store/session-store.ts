import type { SharedCounts } from '@surety/web';
import type { ParkedFormRepository } from '../session/parked-form-repository.ts';
import type { SessionRepository } from '../session/session-repository.ts';
import type { TokenCacheRepository } from '../session/token-cache-repository.ts';
import type { AttemptRepository } from '../sign-in/attempt-repository.ts';
import type { LogoutTokenRepository } from '../sign-in/logout-token-repository.ts';

/**
 * Everything that the portal remembers: sessions, their tokens, sign-ins under way, parked forms and used logout tokens. One database or one
 * Redis holds it for all replicas, so that any of them may answer any request.
 */
export type SessionStore = {
  sessions: SessionRepository;
  tokenCaches: TokenCacheRepository;
  attempts: AttemptRepository;
  parkedForms: ParkedFormRepository;
  logoutTokens: LogoutTokenRepository;
  /** Where replicas put their counts of requests together; absent where one process is all there is. */
  counts?: SharedCounts | undefined;
  /** @throws what is wrong, when the store does not answer */
  check(): Promise<unknown>;
  close(): Promise<void>;
};

/** The session store cannot answer now. What was asked may or may not have been done; each verb may safely be asked again. */
export class SessionStoreAway extends Error {
  override readonly name = 'SessionStoreAway';
}
