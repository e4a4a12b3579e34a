import { randomBytes } from 'node:crypto';
import { openDatabase } from '@surety/database';
import { Redis } from 'iovalkey';
import { sql } from 'kysely';

/** A session store of a test's own: the settings that choose it, what it still holds, and how it goes away again. */
export type TestStore = {
  name: string;
  open(): Promise<{ settings: Record<string, string>; remove(): Promise<void> }>;
};

const { TEST_POSTGRES_URL: postgres, TEST_REDIS_URL: redis } = process.env;

/** Every store that can be reached: SQLite always, PostgreSQL and Redis where their addresses are given. */
export const TEST_STORES: readonly TestStore[] = [
  { name: 'SQLite', open: async () => ({ settings: {}, remove: async () => undefined }) },
  ...(postgres === undefined ? [] : [{ name: 'PostgreSQL', open: () => ownDatabase(postgres) }]),
  ...(redis === undefined ? [] : [{ name: 'Redis', open: () => ownPrefix(redis) }]),
];

async function ownDatabase(server: string) {
  const name = `surety_portal_test_${randomBytes(6).toString('hex')}`;
  const admin = openDatabase(server, 1);
  await sql.raw(`create database ${name}`).execute(admin);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    settings: { PORTAL_DATABASE_URL: url.href },
    async remove() {
      await sql.raw(`drop database ${name} with (force)`).execute(admin);
      await admin.destroy();
    },
  };
}

async function ownPrefix(server: string) {
  const prefix = `surety-test-${randomBytes(6).toString('hex')}:`;
  return {
    settings: { PORTAL_REDIS_URL: server, PORTAL_REDIS_PREFIX: prefix },
    async remove() {
      const keys = await keysOf(server, prefix);
      const client = new Redis(server);
      if (keys.length > 0) await client.del(...keys);
      client.disconnect();
    },
  };
}

/** Every key that begins so. */
export async function keysOf(server: string, prefix: string): Promise<string[]> {
  const client = new Redis(server);
  const keys: string[] = [];
  for await (const page of client.scanStream({ match: `${prefix}*`, count: 1000 })) keys.push(...(page as string[]));
  client.disconnect();
  return keys;
}
