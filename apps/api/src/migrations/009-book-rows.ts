import { type Kysely, sql } from 'kysely';

/** Where the rows of an imported book wait until all of them have been read and judged. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of UP) await sql.raw(statement).execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql.raw('drop table api_book_row').execute(db);
}

const UP = [
  `create table api_book_row (
    import_id text not null,
    line integer not null,
    email text not null,
    number text not null,
    content text not null,
    imported_at bigint not null,
    primary key (import_id, email, line))`,
  'create index api_book_row_number on api_book_row (import_id, number)',
];
