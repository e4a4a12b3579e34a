import type { SharedCounts } from '@surety/web';
import type { RedisConnection } from './redis-connection.ts';

const ADD = `
local total = redis.call('INCRBY', KEYS[1], ARGV[1])
redis.call('PEXPIREAT', KEYS[1], ARGV[2])
return total`;

/** What all replicas counted, one key for each subject and window; each ends with its window. */
export function createRedisRequestCounts(connection: RedisConnection): SharedCounts {
  return {
    async add(counts) {
      const told = await Promise.allSettled(
        counts.map(async ({ key, count, endsAt }) => {
          return [key, Number(await connection.script(ADD, `{${key}}:requests`, count, endsAt))] as const;
        }),
      );
      const totals = told.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
      const failed = told.find((each) => each.status === 'rejected');
      if (totals.length === 0 && failed) throw failed.reason;
      return new Map(totals);
    },
  };
}
