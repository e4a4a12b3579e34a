import { type Kysely, sql } from 'kysely';

/** Which applications a sign-in led to, so that a sign-out can reach them (OpenID Connect Front-Channel Logout 1.0). */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table identity_sign_in_application (
    sign_in_id text not null references identity_sign_in (id) on delete cascade,
    client_id text not null,
    user_flow text not null,
    issuer_origin text not null,
    primary key (sign_in_id, client_id, user_flow, issuer_origin))`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table identity_sign_in_application`.execute(db);
}
