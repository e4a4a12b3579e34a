import { type Kysely, sql } from 'kysely';

/** Tables of the protocol half: journeys, SSO sessions, grants with their codes and refresh tokens, signing keys. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  for (const table of TABLES) await sql.raw(`drop table ${table}`).execute(db);
}

const STATEMENTS = [
  `create table identity_journey (
    id text primary key,
    browser_hash text not null,
    user_flow text not null,
    client_id text not null,
    request text not null,
    progress text not null,
    expires_at bigint not null)`,
  'create index identity_journey_expires on identity_journey (expires_at)',
  `create table identity_sso_session (
    session_hash text not null,
    scope_key text not null,
    account_id text not null,
    authenticated_at bigint not null,
    methods text not null,
    expires_at bigint not null,
    primary key (session_hash, scope_key))`,
  'create index identity_sso_session_account on identity_sso_session (account_id)',
  'create index identity_sso_session_expires on identity_sso_session (expires_at)',
  `create table identity_grant (
    id text primary key,
    client_id text not null,
    user_flow text not null,
    account_id text not null,
    content text not null,
    started_at bigint not null,
    ends_at bigint not null,
    revoked_at bigint)`,
  'create index identity_grant_ends on identity_grant (ends_at)',
  `create table identity_authorization_code (
    code_hash text primary key,
    grant_id text not null references identity_grant (id) on delete cascade,
    redirect_uri text not null,
    challenge text,
    challenge_method text,
    issued_at bigint not null,
    expires_at bigint not null,
    redeemed_at bigint)`,
  'create index identity_authorization_code_grant on identity_authorization_code (grant_id)',
  `create table identity_refresh_token (
    token_hash text primary key,
    grant_id text not null references identity_grant (id) on delete cascade,
    issued_at bigint not null,
    expires_at bigint not null,
    rotated_at bigint)`,
  'create index identity_refresh_token_grant on identity_refresh_token (grant_id)',
  `create table identity_signing_key (
    generation integer primary key,
    kid text not null unique,
    public_key text not null,
    sealed_private_key text not null,
    created_at bigint not null,
    signs_from bigint not null,
    retires_at bigint)`,
];

const TABLES = [
  'identity_signing_key',
  'identity_refresh_token',
  'identity_authorization_code',
  'identity_grant',
  'identity_sso_session',
  'identity_journey',
];
