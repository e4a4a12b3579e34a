import { type Dialect, PostgresDialect } from 'kysely';
import { AddressedPostgres } from './postgres-adapter.ts';
import { withoutBrokenConnections } from './postgres-pool.ts';
import { limitSession, type Pace, timeLimits } from './time-limits.ts';

const INT8 = 20;

/** Kysely over `pg`. 64-bit integers (our times in milliseconds) come back as numbers, as they do from SQLite. */
export function postgresDialect(url: string, poolSize: number, pace: Pace): Dialect {
  const { limits, address } = timeLimits(url, pace);
  const dialect = new PostgresDialect({
    // Loaded at first use: the embedded default never needs it.
    pool: async () => {
      const { default: pg } = await import('pg');
      const pool = new pg.Pool({
        connectionString: address,
        max: poolSize,
        connectionTimeoutMillis: 5_000,
        query_timeout: limits.answerMs,
        // Without a limit it is the operating system that notices a cut network.
        keepAlive: true,
        onConnect: (client) => limitSession(client, limits),
        types: { getTypeParser: (oid, format) => (oid === INT8 ? Number : pg.types.getTypeParser(oid, format)) },
      });
      return withoutBrokenConnections(pool, limits);
    },
  });
  return {
    createDriver: () => dialect.createDriver(),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createAdapter: () => new AddressedPostgres(url),
    createIntrospector: (db) => dialect.createIntrospector(db),
  };
}
