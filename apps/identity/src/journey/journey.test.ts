import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { inTransaction } from '@surety/database';
import { REDIRECT_URI } from '../testing/a-tenant.ts';
import { aRequest, askFor, claimsOf, tokens } from '../testing/sign-in.ts';
import { createTestIdentity, DATABASES, type TestIdentity } from '../testing/test-identity.ts';
import { hashToken } from '../tokens/hash-token.ts';
import { completeJourney } from './complete.ts';
import type { Journey } from './journey.ts';
import { refuseJourney } from './refuse.ts';

const MINUTE = 60_000;

for (const address of DATABASES) {
  describe(address.split(':')[0] ?? '', () => {
    let identity: TestIdentity;
    before(async () => {
      identity = await createTestIdentity({ address });
    });
    after(() => identity.close());

    /** A journey under way, with the address of its page and the cookie of its browser. */
    async function begin(request = aRequest()) {
      const response = await askFor(identity, request);
      const cookie = response.cookies[0]?.value ?? '';
      const url = String(response.headers.location);
      const id = /journey\/([^/]+)/.exec(url)?.[1] ?? '';
      const journey = await identity.services.journeys.find(id, hashToken(cookie), identity.clock.now);
      assert.ok(journey);
      return { url, cookie, journey };
    }

    const done = (journey: Journey): Journey => ({
      ...journey,
      progress: {
        step: 'done',
        accountId: identity.account.id,
        authenticatedAt: identity.clock.now.getTime(),
        methods: ['pwd'],
      },
    });
    const ended = { code: 'AADB2C90046' };

    test('a page is shown to the browser that began the journey, and to no other', async () => {
      const { url, cookie } = await begin();
      const own = await identity.app.inject({ url, cookies: { 'identity-browser': cookie } });
      assert.equal(own.statusCode, 200);
      const other = (await begin()).cookie;
      for (const cookies of [{}, { 'identity-browser': other }, { 'identity-browser': '' }]) {
        const response = await identity.app.inject({ url, cookies: cookies as Record<string, string> });
        assert.equal(response.statusCode, 400);
        assert.match(response.body, /AADB2C90046/);
      }
    });

    test('a journey is over after thirty minutes', async () => {
      const { url, cookie } = await begin();
      const began = identity.clock.now;
      identity.clock.now = new Date(began.getTime() + 30 * MINUTE);
      const response = await identity.app.inject({ url, cookies: { 'identity-browser': cookie } });
      assert.match(response.body, /AADB2C90046/);
      identity.clock.now = began;
    });

    test('the cookie is kept as a hash only', async () => {
      const { cookie } = await begin();
      const rows = await identity.services.db.selectFrom('identity_journey').selectAll().execute();
      assert.ok(!JSON.stringify(rows).includes(cookie));
    });

    test('of many completions at once one answers the application', async () => {
      const { journey } = await begin();
      const completions = await Promise.allSettled(
        Array.from({ length: 6 }, () => completeJourney(identity.services, done(journey), undefined)),
      );
      assert.equal(completions.filter(({ status }) => status === 'fulfilled').length, 1);
      for (const completion of completions) {
        if (completion.status === 'rejected') assert.equal(completion.reason.code, 'AADB2C90046');
      }
    });

    test('a journey that was refused cannot be completed', async () => {
      const { journey } = await begin();
      await refuseJourney(identity.services, journey, 'AADB2C90091');
      await assert.rejects(completeJourney(identity.services, done(journey), undefined), ended);
      await assert.rejects(refuseJourney(identity.services, journey, 'AADB2C90091'), ended);
    });

    test('a journey with a question left cannot be completed', async () => {
      const { journey } = await begin();
      await assert.rejects(completeJourney(identity.services, journey, undefined), /cannot end at sign-in/);
    });

    test('an account that is disabled on the way does not arrive', async () => {
      const account = await identity.addAccount({ isDisabled: true });
      const { journey } = await begin();
      const run = { ...done(journey), progress: { ...done(journey).progress, accountId: account.id } };
      await assert.rejects(completeJourney(identity.services, run, undefined), ended);
    });

    test('progress is saved once when two requests move a journey', async () => {
      const { journey } = await begin();
      const { journeys, db } = identity.services;
      const move = (email: string) =>
        inTransaction(db, (transaction) =>
          journeys.saveProgress(transaction, journey, { ...journey.progress, step: 'reset-email', email }),
        );
      assert.deepEqual([await move('a@example.com'), await move('b@example.com')], [true, false]);
    });

    test('a cancelled and a forgotten password are told to the application', async () => {
      const answerTo = async (code: 'AADB2C90091' | 'AADB2C90118', email?: string) => {
        const { journey } = await begin();
        const progress = { ...journey.progress, ...(email !== undefined && { email }) };
        const { response } = await refuseJourney(identity.services, { ...journey, progress }, code);
        assert.ok(response.mode === 'redirect' && response.url.startsWith(`${REDIRECT_URI}?error=access_denied&`));
        return new URL(response.url).searchParams;
      };
      assert.match((await answerTo('AADB2C90091')).get('error_description') ?? '', /^AADB2C90091: .*Z\r\n$/s);
      const forgot = await answerTo('AADB2C90118', 'ada@example.com');
      assert.match(forgot.get('error_description') ?? '', /^AADB2C90118: .*Z\r\nlogin_hint: ada@example\.com\r\n$/s);
      assert.equal(forgot.get('state'), 'a state');
    });

    test('tokens speak of the moment when the person typed the password', async () => {
      const { id_token } = await tokens(identity);
      assert.equal(claimsOf(id_token).auth_time, identity.clock.now.getTime() / 1000);
    });
  });
}
