import { type Kysely, sql } from 'kysely';

/** An account may have several second factors, one of each method. Enrolling is an insert, so that of two at once one wins. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await rebuild(db, 'primary key (account_id, method)', '');
}

/** Keeps one factor of each account: the authenticator app, where there is one. */
export async function down(db: Kysely<unknown>): Promise<void> {
  const strongest = `where not exists (select 1 from identity_second_factor_old as other
    where other.account_id = identity_second_factor_old.account_id and other.method < identity_second_factor_old.method)`;
  await rebuild(db, 'primary key (account_id)', strongest);
}

async function rebuild(db: Kysely<unknown>, key: string, which: string): Promise<void> {
  const columns = 'account_id, method, sealed_secret, last_step, enrolled_at';
  for (const statement of [
    'alter table identity_second_factor rename to identity_second_factor_old',
    `create table identity_second_factor (
      account_id text not null references identity_account (id) on delete cascade,
      method text not null,
      sealed_secret text,
      last_step bigint not null,
      enrolled_at bigint not null,
      ${key})`,
    `insert into identity_second_factor (${columns}) select ${columns} from identity_second_factor_old ${which}`,
    'drop table identity_second_factor_old',
  ])
    await sql.raw(statement).execute(db);
}
