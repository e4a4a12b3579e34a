import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openDatabase } from '@surety/database';
import { sql } from 'kysely';
import { createDatabaseSessionStore } from '../session-store/database-session-store.ts';
import { createPortalBoxes } from '../session-store/session-boxes.ts';
import type { PortalTables } from '../tables.ts';
import { signIn, startTestPortal, type TestPortal } from '../testing/test-portal.ts';

let portal: TestPortal;
before(async () => {
  portal = await startTestPortal();
});
after(() => portal.close());

test('a database that is away is a 503 page for who was signed in, and a 404 stays a 404', async () => {
  const browser = portal.browser();
  await signIn(portal, browser);
  const cookie = `surety_portal=${browser.cookies.get('surety_portal')}`;
  const away = openDatabase<PortalTables>('postgres://nobody@127.0.0.1:9/none');
  const app = portal.restart(createDatabaseSessionStore(away, createPortalBoxes('a-secret-of-nobody')));
  for (const [url, status] of [
    ['/policies', 503],
    ['/', 503],
    ['/nothing', 404],
  ] as const) {
    const response = await app.inject({ url, headers: { cookie } });
    assert.equal(response.statusCode, status, url);
    assert.match(String(response.headers['content-type']), /text\/html/);
    assert.equal(response.headers['x-frame-options'], 'DENY');
    assert.equal(response.headers['retry-after'], status === 503 ? '10' : undefined);
    assert.doesNotMatch(response.body, /ECONNREFUSED|127\.0\.0\.1|Sign out/);
  }
  await app.close();
  await away.destroy();
});

test('a database that has lost its tables is a defect page without a word of its own', async () => {
  const broken = await startTestPortal();
  const browser = broken.browser();
  await signIn(broken, browser);
  await sql`drop table portal_session`.execute(broken.db);
  const response = await browser.get('/policies');
  assert.equal(response.statusCode, 500);
  assert.match(response.body, /Something went wrong on our side/);
  assert.doesNotMatch(response.body, /portal_session/);
  await broken.close();
});
