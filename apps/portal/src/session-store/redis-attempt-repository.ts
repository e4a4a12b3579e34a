import type { SealedBox } from '@surety/web';
import { openAttempt, sealAttempt } from '../sign-in/attempt.ts';
import type { AttemptRepository } from '../sign-in/attempt-repository.ts';
import type { RedisConnection } from './redis-connection.ts';

const INSERT = `
redis.call('HSET', KEYS[1], 'browser', ARGV[2], 'sealed', ARGV[3], 'ends', ARGV[4])
return redis.call('PEXPIRE', KEYS[1], ARGV[1])`;

/** Of several requests with one state one gets the attempt; another browser neither gets nor spends it. */
const TAKE = `
if redis.call('HGET', KEYS[1], 'browser') ~= ARGV[1] then return {} end
local taken = redis.call('HMGET', KEYS[1], 'sealed', 'ends')
redis.call('DEL', KEYS[1])
return taken`;

/** As the repository over a database. */
export function createRedisAttemptRepository(connection: RedisConnection, box: SealedBox): AttemptRepository {
  const keyOf = (stateHash: string): string => `{${stateHash}}:attempt`;
  return {
    async insert({ stateHash, browserHash, attempt, now, endsAt }) {
      const sealed = sealAttempt(box, stateHash, attempt);
      await connection.script(INSERT, keyOf(stateHash), Math.max(1, endsAt - now), browserHash, sealed, endsAt);
    },

    async take({ stateHash, browserHash, now }) {
      const [sealed, ends] = (await connection.script(TAKE, keyOf(stateHash), browserHash)) as string[];
      return sealed !== undefined && Number(ends) > now ? openAttempt(box, stateHash, sealed) : undefined;
    },
  };
}
