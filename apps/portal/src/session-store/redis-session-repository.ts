import { openSession, type StoredSession, sealSession } from '../session/session.ts';
import { nameHashesOf } from '../session/session-name.ts';
import type { SessionBoxes, SessionRepository } from '../session/session-repository.ts';
import { sealTokens } from '../session/token-cache-repository.ts';
import type { RedisConnection } from './redis-connection.ts';

/** Where a session is: one hash with its tokens in it, so that they begin and end together. */
export function sessionKey(idHash: string): string {
  return `{${idHash}}:session`;
}

/** The sessions that go by a name, on whatever nodes they are. One that ended earlier stays noted until it would have ended. */
function nameKey(nameHash: string): string {
  return `{${nameHash}}:sessions`;
}

/** Sets fields (ARGV from the second) of a session that is still there, and its time to live (ARGV 1) unless that is 0. */
const CHANGE = `
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
redis.call('HSET', KEYS[1], unpack(ARGV, 2))
if ARGV[1] ~= '0' then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
return 1`;

/** Begins a session under a key that is new. */
const BEGIN = `
redis.call('HSET', KEYS[1], unpack(ARGV, 2))
return redis.call('PEXPIRE', KEYS[1], ARGV[1])`;

/** Notes under a name that a session (ARGV 1) ends at a moment (ARGV 2); the key ends with the last one. ARGV 3 is now. */
const NOTE_NAME = `
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', ARGV[3])
redis.call('ZADD', KEYS[1], ARGV[2], ARGV[1])
local last = redis.call('ZRANGE', KEYS[1], -1, -1, 'WITHSCORES')
return redis.call('PEXPIRE', KEYS[1], string.format('%.0f', math.max(1, last[2] - ARGV[3])))`;

const KEEP_TIME = 0;

/** As the repository over a database. A session's key ends with the session: idle for long, or in any case after a while. */
export function createRedisSessionRepository(
  connection: RedisConnection,
  { idleMs, ...boxes }: SessionBoxes & { idleMs: number },
): SessionRepository {
  return {
    async find(idHash) {
      const answer = await connection.ask('HMGET', sessionKey(idHash), 'sealed', 'registered', 'seen', 'ends');
      const [sealed, registered, seen, ends] = answer as (string | null)[];
      const content = sealed ? openSession(boxes.sessions, idHash, sealed) : undefined;
      return (
        content && {
          ...content,
          idHash,
          isRegistered: registered === '1',
          lastSeenAt: Number(seen),
          endsAt: Number(ends),
        }
      );
    },

    async begin({ session, tokens, formerHash }) {
      // Another session may be on another node; if only this happens, the person signs in once more.
      if (formerHash !== undefined) await connection.ask('DEL', sessionKey(formerHash));
      // First the names, so that no session is without them.
      for (const name of Object.values(nameHashesOf(session.claims)))
        if (name !== null) await noteName(connection, name, session);
      await connection.script(
        BEGIN,
        sessionKey(session.idHash),
        timeToLive(session, idleMs),
        ...['sealed', sealSession(boxes.sessions, session)],
        ...['tokens', sealTokens(boxes.tokens, session.idHash, tokens)],
        ...['registered', session.isRegistered ? '1' : '0'],
        ...['seen', session.lastSeenAt, 'ends', session.endsAt],
      );
    },

    async replaceClaims(session, tokens) {
      await connection.script(
        CHANGE,
        sessionKey(session.idHash),
        KEEP_TIME,
        ...['sealed', sealSession(boxes.sessions, session)],
        ...['tokens', sealTokens(boxes.tokens, session.idHash, tokens)],
      );
    },

    async markSeen(idHash, at) {
      const ends = await connection.ask('HGET', sessionKey(idHash), 'ends');
      if (typeof ends !== 'string') return;
      const life = timeToLive({ lastSeenAt: at, endsAt: Number(ends) }, idleMs);
      await connection.script(CHANGE, sessionKey(idHash), life, 'seen', at);
    },

    async markRegistered(idHash) {
      await connection.script(CHANGE, sessionKey(idHash), KEEP_TIME, 'registered', '1');
    },

    async remove(idHash) {
      await connection.ask('DEL', sessionKey(idHash));
    },

    async removeNamed(nameHash, endsAt) {
      const idHashes = (await connection.ask('ZRANGEBYSCORE', nameKey(nameHash), '-inf', endsAt)) as string[];
      let ended = 0;
      for (const idHash of idHashes) {
        ended += Number(await connection.ask('DEL', sessionKey(idHash)));
        await connection.ask('ZREM', nameKey(nameHash), idHash);
      }
      return ended;
    },
  };
}

async function noteName(connection: RedisConnection, nameHash: string, session: StoredSession): Promise<void> {
  await connection.script(NOTE_NAME, nameKey(nameHash), session.idHash, session.endsAt, session.lastSeenAt);
}

function timeToLive({ lastSeenAt, endsAt }: Pick<StoredSession, 'lastSeenAt' | 'endsAt'>, idleMs: number): number {
  return Math.max(1, Math.min(endsAt - lastSeenAt, idleMs));
}
