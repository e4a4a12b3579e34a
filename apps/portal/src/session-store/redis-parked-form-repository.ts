import type { SealedBox } from '@surety/web';
import { MOST_PARKED_FORMS, openForm, PARKED_FORM_LIFETIME_MS, sealForm } from '../session/parked-form.ts';
import type { ParkedFormRepository } from '../session/parked-form-repository.ts';
import type { RedisConnection } from './redis-connection.ts';

/** Keeps a form in place of one that is there already; those that ended go, and of too many the oldest. */
const PARK = `redis.call('HDEL', KEYS[1], ARGV[1])
local kept, count, oldest, first = redis.call('HGETALL', KEYS[1]), 0, nil, nil
for at = 1, #kept, 2 do
  local ends = tonumber(string.match(kept[at + 1], '^%d+'))
  if ends <= tonumber(ARGV[3]) then
    redis.call('HDEL', KEYS[1], kept[at])
  else
    count = count + 1
    if not first or ends < first then oldest, first = kept[at], ends end
  end
end
if count >= tonumber(ARGV[4]) then redis.call('HDEL', KEYS[1], oldest) end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
return redis.call('PEXPIRE', KEYS[1], ARGV[5])`;

/** As the repository over a database. One key holds all forms of a browser; the moment at which each ends stands before its sealed fields. */
export function createRedisParkedFormRepository(connection: RedisConnection, box: SealedBox): ParkedFormRepository {
  const keyOf = (browserHash: string): string => `{${browserHash}}:forms`;
  return {
    async find(browserHash, place, now) {
      const kept = await connection.ask('HGET', keyOf(browserHash), place);
      const [ends, sealed] = typeof kept === 'string' ? kept.split(' ') : [];
      return sealed !== undefined && Number(ends) > now ? openForm(box, { browserHash, place }, sealed) : undefined;
    },

    async park(form, now) {
      const kept = `${now + PARKED_FORM_LIFETIME_MS} ${sealForm(box, form)}`;
      const limits = [now, MOST_PARKED_FORMS, PARKED_FORM_LIFETIME_MS];
      await connection.script(PARK, keyOf(form.browserHash), form.place, kept, ...limits);
    },

    async remove(browserHash, place) {
      await connection.ask('HDEL', keyOf(browserHash), place);
    },
  };
}
