import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Of several replicas one at a time may renew a session's tokens. */
export const tokenRenewal: Migration = {
  up: async (db) => {
    await sql`alter table portal_token_cache add column renewing_until bigint`.execute(db);
  },
  down: async (db) => {
    await sql`alter table portal_token_cache drop column renewing_until`.execute(db);
  },
};
