import { type Dialect, PostgresDialect } from 'kysely';
import { withoutBrokenConnections } from './postgres-pool.ts';
import { limitSession, timeLimits } from './time-limits.ts';

const INT8 = 20;

/** Kysely over `pg`. 64-bit integers (our times in milliseconds) come back as numbers, as they do from SQLite. */
export function postgresDialect(url: string, poolSize: number): Dialect {
  const { limits, address } = timeLimits(url);
  return new PostgresDialect({
    // Loaded at first use: the embedded default never needs it.
    pool: async () => {
      const { default: pg } = await import('pg');
      const pool = new pg.Pool({
        connectionString: address,
        max: poolSize,
        connectionTimeoutMillis: 5_000,
        query_timeout: limits.answerMs,
        onConnect: (client) => limitSession(client, limits),
        types: { getTypeParser: (oid, format) => (oid === INT8 ? Number : pg.types.getTypeParser(oid, format)) },
      });
      return withoutBrokenConnections(pool, limits);
    },
  });
}
