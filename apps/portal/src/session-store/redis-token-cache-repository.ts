import type { SealedBox } from '@surety/web';
import { openTokens, sealTokens, type TokenCacheRepository } from '../session/token-cache-repository.ts';
import type { RedisConnection } from './redis-connection.ts';
import { sessionKey } from './redis-session-repository.ts';

const REPLACE = `
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
return redis.call('HSET', KEYS[1], 'tokens', ARGV[1])`;

const DELETE_OWN = `
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0`;

/** As the repository over a database. */
export function createRedisTokenCacheRepository(connection: RedisConnection, box: SealedBox): TokenCacheRepository {
  const leaseKey = (sessionHash: string): string => `{${sessionHash}}:renewal`;
  return {
    async find(sessionHash) {
      const sealed = await connection.ask('HGET', sessionKey(sessionHash), 'tokens');
      return typeof sealed === 'string' ? openTokens(box, sessionHash, sealed) : undefined;
    },

    async replace(sessionHash, tokens) {
      await connection.script(REPLACE, sessionKey(sessionHash), sealTokens(box, sessionHash, tokens));
    },

    async takeRenewal({ sessionHash, now, lifeMs }) {
      const until = now + lifeMs;
      const isTaken = (await connection.ask('SET', leaseKey(sessionHash), until, 'NX', 'PX', lifeMs)) === 'OK';
      return isTaken ? { sessionHash, until } : undefined;
    },

    async endRenewal({ sessionHash, until }) {
      await connection.script(DELETE_OWN, leaseKey(sessionHash), until);
    },
  };
}
