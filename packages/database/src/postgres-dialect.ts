import { type Dialect, PostgresDialect } from 'kysely';
import { withoutBrokenConnections } from './postgres-pool.ts';

const INT8 = 20;
/** A statement without an answer for so long is given up: a cut network tells nobody that it is cut. */
const LONGEST_SILENCE_MS = 15_000;

/** Kysely over `pg`. 64-bit integers (our times in milliseconds) come back as numbers, as they do from SQLite. */
export function postgresDialect(url: string, poolSize: number): Dialect {
  return new PostgresDialect({
    // Loaded at first use: the embedded default never needs it.
    pool: async () => {
      const { default: pg } = await import('pg');
      const pool = new pg.Pool({
        connectionString: url,
        max: poolSize,
        connectionTimeoutMillis: 5_000,
        // The address may say otherwise, by `?query_timeout=` in milliseconds.
        query_timeout: LONGEST_SILENCE_MS,
        types: { getTypeParser: (oid, format) => (oid === INT8 ? Number : pg.types.getTypeParser(oid, format)) },
      });
      return withoutBrokenConnections(pool);
    },
  });
}
