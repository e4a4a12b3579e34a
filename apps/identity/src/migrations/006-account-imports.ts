import { type Kysely, sql } from 'kysely';

/** Where accounts of a file wait until the whole file is known to be right. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql.raw('drop table identity_account_import').execute(db);
}

const STATEMENTS = [
  `create table identity_account_import (
    run_id text not null,
    position integer not null,
    line integer not null,
    began_at bigint not null,
    id text not null,
    email text not null,
    password_hash text not null,
    attributes text not null,
    created_at bigint not null,
    is_disabled integer not null,
    may_repeat integer not null,
    primary key (run_id, position))`,
  'create index identity_account_import_email on identity_account_import (run_id, email)',
  'create index identity_account_import_id on identity_account_import (run_id, id)',
];
