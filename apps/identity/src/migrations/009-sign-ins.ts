import { type Kysely, sql } from 'kysely';

/** Sign-ins: what SSO sessions and grants of one browser and person hang together by, so that they end together. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  for (const statement of UNDO) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table identity_sign_in (
    id text primary key,
    account_id text not null references identity_account (id) on delete cascade,
    browser text not null,
    started_at bigint not null,
    used_at bigint not null)`,
  'create index identity_sign_in_account on identity_sign_in (account_id)',
  'alter table identity_sso_session add column sign_in_id text',
  'create index identity_sso_session_sign_in on identity_sso_session (sign_in_id)',
  'alter table identity_grant add column sign_in_id text',
  'create index identity_grant_sign_in on identity_grant (sign_in_id)',
  'create index identity_grant_account on identity_grant (account_id)',
];

const UNDO = [
  'drop index identity_grant_account',
  'drop index identity_grant_sign_in',
  'alter table identity_grant drop column sign_in_id',
  'drop index identity_sso_session_sign_in',
  'alter table identity_sso_session drop column sign_in_id',
  'drop table identity_sign_in',
];
