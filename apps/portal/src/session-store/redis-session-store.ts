import type { Logger } from '@surety/web';
import { createRedisAttemptRepository } from './redis-attempt-repository.ts';
import { connectRedis, type RedisAddress } from './redis-connection.ts';
import { createRedisLogoutTokenRepository } from './redis-logout-token-repository.ts';
import { createRedisParkedFormRepository } from './redis-parked-form-repository.ts';
import { createRedisRequestCounts } from './redis-request-counts.ts';
import { createRedisSessionRepository } from './redis-session-repository.ts';
import { createRedisTokenCacheRepository } from './redis-token-cache-repository.ts';
import type { PortalBoxes } from './session-boxes.ts';
import type { SessionStore } from './session-store.ts';

export type RedisStoreOptions = RedisAddress & {
  /** How long a session lives without being seen. */
  idleMs: number;
  boxes: PortalBoxes;
  logger: Logger;
};

/**
 * The session store in Redis or Valkey. Keys are of hashed ids, values sealed; each ends by itself. All keys of one session
 * carry its hash in braces, which keeps them on one node of a cluster.
 */
export async function openRedisSessionStore(options: RedisStoreOptions): Promise<SessionStore> {
  const { boxes, idleMs, logger } = options;
  const connection = await connectRedis(options, logger);
  return {
    sessions: createRedisSessionRepository(connection, { ...boxes, idleMs }),
    tokenCaches: createRedisTokenCacheRepository(connection, boxes.tokens),
    attempts: createRedisAttemptRepository(connection, boxes.attempts),
    parkedForms: createRedisParkedFormRepository(connection, boxes.forms),
    logoutTokens: createRedisLogoutTokenRepository(connection),
    counts: createRedisRequestCounts(connection),
    check: () => connection.ask('GET', 'health'),
    close: () => connection.close(),
  };
}
