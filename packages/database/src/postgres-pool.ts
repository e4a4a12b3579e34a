import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type { Pool, PoolClient } from 'pg';
import { settingLimits, type TimeLimits } from './time-limits.ts';
import { isConnectionSpoilt } from './trouble.ts';

const BEGINNING = /^(begin|start transaction)\b/;

/**
 * A pool whose broken connections are thrown away when they are given back. The server says that it is closing one a moment
 * before it does; whoever got that connection in between would hear of somebody else's trouble.
 */
export function withoutBrokenConnections(pool: Pool, limits: TimeLimits): PostgresPool {
  const known = new WeakMap<PoolClient, PostgresPoolClient>();
  // While a connection is lent out nobody but us listens to it; an unheard error would end the process.
  pool.on('connect', (client) => {
    client.on('error', () => undefined);
  });
  // Lost while idle (a restarted server): the pool makes another when it needs one.
  pool.on('error', () => undefined);
  return {
    options: pool.options,
    async connect() {
      const client = await pool.connect();
      const watched = known.get(client) ?? watch(client, limits);
      known.set(client, watched);
      return watched;
    },
    end: () => pool.end(),
  };
}

function watch(client: PoolClient, limits: TimeLimits): PostgresPoolClient {
  // A pooler in transaction mode lends each transaction another of its connections: limits of a session are somebody else's there.
  const limited = (text: string): string =>
    BEGINNING.test(text) ? `${text}; ${settingLimits(limits, 'local')}` : text;
  let loss: unknown;
  async function query(text: string, values: readonly unknown[]): Promise<unknown> {
    // A rollback, too: on a connection that fell silent it would only wait.
    if (loss !== undefined) throw loss;
    try {
      return await client.query(limited(text), [...values]);
    } catch (error) {
      if (isConnectionSpoilt(error)) loss = error;
      throw error;
    }
  }
  return {
    query: query as PostgresPoolClient['query'],
    release: (destroy) => client.release(destroy || loss !== undefined),
  };
}
