import assert from 'node:assert/strict';
import { test } from 'node:test';
import { undoMigrations } from '@surety/database';
import { migrations } from '../migrations/all.ts';
import { createTestBrowser, formFields } from '../testing/test-browser.ts';
import { PORTAL, signIn, startTestPortal } from '../testing/test-portal.ts';
import { keysOf, TEST_STORES } from '../testing/test-stores.ts';
import { ADA } from '../testing/test-tokens.ts';
import { openSessionStore } from './open-session-store.ts';

const FORM = '/policies/SUR-100001/beneficiaries';

/** A session's whole life: sign-in, profile, a form parked twice, tokens renewed, sign-out. */
async function liveThrough(environment: Record<string, string>): Promise<void> {
  const portal = await startTestPortal({}, environment);
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
  const { PORTAL_REDIS_URL: redis, PORTAL_REDIS_PREFIX: prefix = '' } = environment;
  if (redis !== undefined)
    assert.deepEqual(
      (await keysOf(redis, prefix)).filter((key) => /:(session|renewal|attempt)$/.test(key)),
      [],
    );
  await undoMigrations(portal.db, 'portal', migrations);
  await portal.close();
}

/** Two portals on one store, as two replicas behind a load balancer that knows no stickiness; their clocks may differ. */
async function takeTurns(environment: Record<string, string>, aheadMinutes = 0): Promise<void> {
  const portal = await startTestPortal({}, environment);
  const logger = portal.app.log as Parameters<typeof openSessionStore>[1];
  const store = await openSessionStore(portal.config, logger);
  const isShared = environment.PORTAL_REDIS_URL || environment.PORTAL_DATABASE_URL;
  const clock = () => new Date(portal.time.now.getTime() + aheadMinutes * 60_000);
  const other = portal.restart(isShared ? store : undefined, clock);
  const replicas = [portal.app, other];
  let turn = 0;
  const balancer = { inject: (options: object) => replicas[turn++ % 2]?.inject(options) } as typeof portal.app;
  portal.api.own(ADA.sub);
  const browser = createTestBrowser(balancer, PORTAL);
  portal.provider.state.tampering = { accessTokenSeconds: 200 };
  await signIn(portal, browser);
  for (const path of ['/policies', '/account', '/claims', FORM])
    assert.equal((await browser.get(path)).statusCode, 200, path);
  const before = portal.provider.state.requests.filter((request) => request.endsWith('/token')).length;
  // The tokens are due: several requests on both replicas at once, and the provider takes its time.
  portal.provider.state.tampering = { slow: { at: '/token', delayMs: 300 } };
  const pages = await Promise.all(Array.from({ length: 8 }, () => browser.get('/policies')));
  assert.deepEqual([...new Set(pages.map(({ statusCode }) => statusCode))], [200]);
  const after = portal.provider.state.requests.filter((request) => request.endsWith('/token')).length;
  assert.equal(after - before, 1, 'one replica renews the tokens, once');
  await browser.post('/sign-out', formFields((await browser.get('/account')).body, '/sign-out'));
  assert.equal((await browser.get('/account')).statusCode, 303);
  assert.equal((await browser.get('/account')).statusCode, 303);
  await other.close();
  await store.close();
  await portal.close();
}

for (const { name, open } of TEST_STORES) {
  test(`a session lives and ends on ${name}, and the migrations can be undone`, async () => {
    const { settings, remove } = await open();
    await liveThrough(settings).finally(remove);
  });

  test(`two portals on one ${name} answer in turn through a whole sign-in, and renew tokens once`, async () => {
    const { settings, remove } = await open();
    await takeTurns(settings).finally(remove);
  });

  // SQLite belongs to one machine, and that has one clock.
  if (name !== 'SQLite')
    test(`two portals on one ${name} of which one's clock is four minutes ahead renew tokens once`, async () => {
      const { settings, remove } = await open();
      await takeTurns(settings, 4).finally(remove);
    });
}
