import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type { Pool, PoolClient } from 'pg';
import { isConnectionLost } from './trouble.ts';

/**
 * A pool whose broken connections are thrown away when they are given back. The server says that it is closing one a moment
 * before it does; whoever got that connection in between would hear of somebody else's trouble.
 */
export function withoutBrokenConnections(pool: Pool): PostgresPool {
  const known = new WeakMap<PoolClient, PostgresPoolClient>();
  // While a connection is lent out nobody but us listens to it; an unheard error would end the process.
  pool.on('connect', (client) => void client.on('error', () => undefined));
  // Lost while idle (a restarted server): the pool makes another when it needs one.
  pool.on('error', () => undefined);
  return {
    options: pool.options,
    async connect() {
      const client = await pool.connect();
      const watched = known.get(client) ?? watch(client);
      known.set(client, watched);
      return watched;
    },
    end: () => pool.end(),
  };
}

function watch(client: PoolClient): PostgresPoolClient {
  let isBroken = false;
  async function query(text: string, values: readonly unknown[]): Promise<unknown> {
    try {
      return await client.query(text, [...values]);
    } catch (error) {
      isBroken ||= isConnectionLost(error);
      throw error;
    }
  }
  return {
    query: query as PostgresPoolClient['query'],
    release: (destroy) => client.release(destroy || isBroken),
  };
}
