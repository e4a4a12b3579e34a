import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { openDatabase } from '@surety/database';
import { createLogger } from '@surety/web';
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose';
import { sql } from 'kysely';
import { DEMO_PEOPLE, DEMO_STAFF } from './accounts/demo-people.ts';
import { startIdentity } from './app.ts';
import { readIdentityConfig } from './config.ts';
import type { IdentityTables } from './database.ts';
import { API, SIGN_IN, TENANT_NAME } from './testing/a-tenant.ts';
import { askToken, claimsOf, tokens } from './testing/sign-in.ts';
import { createTestIdentity, DATABASES, type TestIdentity } from './testing/test-identity.ts';

const HOUR = 60 * 60_000;
const server = process.env.TEST_POSTGRES_URL;

for (const address of DATABASES) {
  test(`${address.split(':')[0]}: no request fails while the keys change under two replicas`, async () => {
    const first = await createTestIdentity({ address });
    const second: TestIdentity = { ...first, ...first.replica() };
    const start = first.clock.now.getTime();
    const at = (hours: number) => {
      first.clock.now = new Date(start + hours * HOUR);
      return first.clock.now;
    };
    /** A client as the standards make them: reads the keys once a day, from whichever replica answers. */
    let known = { keys: { keys: [] } as JSONWebKeySet, readAt: Number.NEGATIVE_INFINITY };
    const verifies = async (token: string, hours: number) => {
      if (hours - known.readAt >= 24) {
        const reader = hours % 2 === 0 ? first : second;
        const response = await reader.app.inject(`/${TENANT_NAME}/${SIGN_IN}/discovery/v2.0/keys`);
        known = { keys: response.json(), readAt: hours };
      }
      const options = { audience: API.applicationId, currentDate: at(hours) };
      const { protectedHeader } = await jwtVerify(token, createLocalJWKSet(known.keys), options);
      return protectedHeader.kid;
    };
    let refreshToken = String((await tokens(first)).refresh_token);
    const kids = new Set<string | undefined>();
    for (let hours = 1; hours <= 80; hours += 1) {
      at(hours);
      if (hours === 5) await first.services.signingKeys.rotate();
      if (hours === 40) await Promise.all([first, second].map(({ services }) => services.signingKeys.rotate()));
      const replica = hours % 2 === 0 ? second : first;
      const { status, body } = await askToken(replica, { grant_type: 'refresh_token', refresh_token: refreshToken });
      assert.equal(status, 200, `hour ${hours}: ${JSON.stringify(body)}`);
      refreshToken = String(body.refresh_token);
      kids.add(await verifies(String(body.access_token), hours));
      assert.equal(claimsOf(body.access_token).tfp, SIGN_IN);
    }
    assert.equal(kids.size, 3, 'two rotations, of which the second was asked for twice at once');
    await second.app.close();
    await first.close();
  });
}

if (server !== undefined) {
  test('two replicas start at once on one empty PostgreSQL: one form of the database, one key, each demo person once', async () => {
    const name = `surety_identity_test_${randomBytes(6).toString('hex')}`;
    const folder = mkdtempSync(join(tmpdir(), 'surety-identity-'));
    const admin = openDatabase(server, 1);
    await sql.raw(`create database ${name}`).execute(admin);
    const url = new URL(server);
    url.pathname = `/${name}`;
    const config = readIdentityConfig({
      DATA_DIR: folder,
      IDENTITY_DATABASE_URL: url.href,
      IDENTITY_PORT: '0',
      TLS_PORT: 'off',
      SMTP_URL: 'smtp://127.0.0.1:9',
      DEMO_PEOPLE: 'true',
    });
    const logger = createLogger('identity', 'silent');
    const replicas = await Promise.all([1, 2, 3].map(() => startIdentity(config, logger)));
    const db = openDatabase<IdentityTables>(url.href);
    try {
      const accounts = await db.selectFrom('identity_account').select('id').execute();
      assert.equal(accounts.length, [...DEMO_PEOPLE, ...DEMO_STAFF].length);
      assert.equal((await db.selectFrom('identity_signing_key').select('kid').execute()).length, 1);
    } finally {
      await db.destroy();
      for (const replica of replicas) await replica.close();
    }
    await sql.raw(`drop database ${name} with (force)`).execute(admin);
    await admin.destroy();
    rmSync(folder, { recursive: true });
  });
}
