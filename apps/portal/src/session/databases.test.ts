import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { openDatabase, undoMigrations } from '@surety/database';
import { sql } from 'kysely';
import { migrations } from '../migrations/all.ts';
import { formFields } from '../testing/test-browser.ts';
import { signIn, startTestPortal } from '../testing/test-portal.ts';
import { ADA } from '../testing/test-tokens.ts';

const FORM = '/policies/SUR-100001/beneficiaries';
const server = process.env.TEST_POSTGRES_URL;

/** A session's whole life: sign-in, profile, a form parked twice, tokens renewed, sign-out. */
async function liveThrough(address: string): Promise<void> {
  const portal = await startTestPortal({}, { PORTAL_DATABASE_URL: address });
  portal.api.own(ADA.sub);
  const browser = portal.browser();
  portal.provider.state.tampering = { accessTokenSeconds: 200 };
  await signIn(portal, browser);
  assert.equal((await browser.get('/policies')).statusCode, 200);
  const start = await browser.get('/account/profile-editing');
  await browser.get(portal.provider.approve(String(start.headers.location), { ...ADA, city: 'Porto' }));
  assert.match((await browser.get('/account')).body, /Porto/);
  const fields = formFields((await browser.get(FORM)).body, FORM);
  portal.time.now = new Date(portal.time.now.getTime() + 31 * 60_000);
  for (const name of ['First', 'Second']) await browser.post(FORM, { ...fields, 'beneficiaries/0/name': name });
  await signIn(portal, browser);
  const resumed = await browser.get(`${FORM}?resume=1`);
  assert.equal(formFields(resumed.body, FORM)['beneficiaries/0/name'], 'Second');
  const path = portal.provider.approve(String((await browser.get('/sign-in')).headers.location));
  const answers = await Promise.all(Array.from({ length: 5 }, () => browser.get(path)));
  assert.equal(answers.filter(({ statusCode }) => statusCode === 303).length, 1, 'one of several callbacks wins');
  await browser.post('/sign-out', formFields((await browser.get('/account')).body, '/sign-out'));
  assert.equal((await browser.get('/account')).statusCode, 303);
  for (const table of ['portal_session', 'portal_token_cache'] as const)
    assert.equal((await portal.db.selectFrom(table).selectAll().execute()).length, 0, table);
  await undoMigrations(portal.db, 'portal', migrations);
  await portal.close();
}

test('a session lives and ends on SQLite, and the migrations can be undone', () => liveThrough('sqlite::memory:'));

if (server !== undefined) {
  test('a session lives and ends on PostgreSQL, and the migrations can be undone', async () => {
    const name = `surety_portal_test_${randomBytes(6).toString('hex')}`;
    const admin = openDatabase(server, 1);
    await sql.raw(`create database ${name}`).execute(admin);
    try {
      const url = new URL(server);
      url.pathname = `/${name}`;
      await liveThrough(url.href);
    } finally {
      await sql.raw(`drop database ${name} with (force)`).execute(admin);
      await admin.destroy();
    }
  });
}
