import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '@surety/database';
import { sql } from 'kysely';

/** A fresh, empty database, and how to be rid of it. */
export type TestDatabase = { address: string; drop(): Promise<void> };

/** The kinds of database that repositories run on here: SQLite, and PostgreSQL where TEST_POSTGRES_URL names a server. */
export const databaseKinds: readonly { name: string; make(): Promise<TestDatabase> }[] = [
  { name: 'SQLite', make: makeSqlite },
  ...(process.env.TEST_POSTGRES_URL
    ? [{ name: 'PostgreSQL', make: () => makePostgres(process.env.TEST_POSTGRES_URL ?? '') }]
    : []),
];

async function makeSqlite(): Promise<TestDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'surety-api-'));
  return {
    address: `sqlite:${join(folder, 'api.db')}`,
    drop: async () => rmSync(folder, { recursive: true }),
  };
}

async function makePostgres(server: string): Promise<TestDatabase> {
  const name = `surety_api_test_${randomBytes(6).toString('hex')}`;
  await onServer(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { address: url.href, drop: () => onServer(server, `drop database ${name} with (force)`) };
}

async function onServer(server: string, statement: string): Promise<void> {
  const db = openDatabase(server, 1);
  try {
    await sql.raw(statement).execute(db);
  } finally {
    await db.destroy();
  }
}
