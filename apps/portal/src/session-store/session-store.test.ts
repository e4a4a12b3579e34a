import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createLogger } from '@surety/web';
import { readPortalConfig } from '../config.ts';
import { parseReturnPath } from '../return-path.ts';
import type { StoredSession } from '../session/session.ts';
import { keysOf, TEST_STORES } from '../testing/test-stores.ts';
import { openSessionStore } from './open-session-store.ts';
import type { SessionStore } from './session-store.ts';

const NOW = Date.now();
const HOUR = 60 * 60_000;
const SECRET = 'the-secret-of-the-sessions';

function aSession(idHash: string): StoredSession {
  const person = { subject: 'ada', issuer: 'https://issuer.example', claims: { name: 'Ada Demo' } };
  return { ...person, idHash, isRegistered: false, lastSeenAt: NOW, endsAt: NOW + 12 * HOUR };
}

const begin = (store: SessionStore, idHash: string, formerHash?: string) =>
  store.sessions.begin({ session: aSession(idHash), tokens: `tokens of ${idHash}`, formerHash, idleSince: 0 });

for (const { name, open } of TEST_STORES) {
  describe(name, () => {
    let store: SessionStore;
    let opened: Awaited<ReturnType<typeof open>>;
    before(async () => {
      opened = await open();
      const secrets = { SESSION_SECRET: SECRET, PORTAL_CLIENT_SECRET: 'client' };
      const settings = { PORTAL_DATABASE_URL: 'sqlite::memory:', ...secrets, ...opened.settings };
      store = await openSessionStore(readPortalConfig(settings), createLogger('test', 'silent'));
    });
    after(async () => {
      await store.close();
      await opened.remove();
    });

    test('a session is found as it was begun, with its tokens, and ends the former one', async () => {
      await begin(store, 'former');
      await begin(store, 'newer', 'former');
      assert.equal(await store.sessions.find('former'), undefined);
      assert.equal(await store.tokenCaches.find('former'), undefined);
      assert.deepEqual(await store.sessions.find('newer'), aSession('newer'));
      assert.equal(await store.tokenCaches.find('newer'), 'tokens of newer');
    });

    test('what happens to a session that has ended brings nothing of it back', async () => {
      await begin(store, 'ended');
      await store.sessions.remove('ended');
      await store.sessions.replaceClaims(aSession('ended'), 'late tokens');
      await store.sessions.markSeen('ended', NOW + 1);
      await store.sessions.markRegistered('ended');
      await store.tokenCaches.replace('ended', 'late tokens');
      assert.equal(await store.sessions.find('ended'), undefined);
      assert.equal(await store.tokenCaches.find('ended'), undefined);
    });

    test('a session keeps what was changed of it', async () => {
      await begin(store, 'changed');
      await store.sessions.replaceClaims({ ...aSession('changed'), claims: { name: 'Ada King' } }, 'newer tokens');
      await store.sessions.markSeen('changed', NOW + 60_000);
      await store.sessions.markRegistered('changed');
      const expected = { claims: { name: 'Ada King' }, isRegistered: true, lastSeenAt: NOW + 60_000 };
      assert.deepEqual(await store.sessions.find('changed'), { ...aSession('changed'), ...expected });
      assert.equal(await store.tokenCaches.find('changed'), 'newer tokens');
    });

    test('of many who would renew the tokens of a session one may, until it is done or its time is over', async () => {
      await begin(store, 'renewed');
      const wish = { sessionHash: 'renewed', now: NOW, lifeMs: HOUR };
      const takes = await Promise.all([1, 2, 3, 4, 5].map(() => store.tokenCaches.takeRenewal(wish)));
      const [lease, ...others] = takes.filter((taken) => taken !== undefined);
      assert.ok(lease);
      assert.deepEqual(others, []);
      await store.tokenCaches.endRenewal({ ...lease, until: lease.until + 10 });
      assert.equal(await store.tokenCaches.takeRenewal(wish), undefined, 'another one cannot end it');
      await store.tokenCaches.endRenewal(lease);
      assert.ok(await store.tokenCaches.takeRenewal({ ...wish, lifeMs: 1 }));
      // Its time, a millisecond, is over at once by whichever clock counts.
      while ((await store.tokenCaches.takeRenewal({ ...wish, now: Date.now() })) === undefined);
    });

    test('a sign-in under way is taken once, in time, and by its own browser', async () => {
      const attempt = {
        nonce: 'nonce',
        codeVerifier: 'verifier',
        target: { purpose: 'sign-in' as const, userFlow: 'B2C_1_signupsignin1' },
        returnPath: parseReturnPath('/policies'),
      };
      const insert = (stateHash: string) =>
        store.attempts.insert({ stateHash, browserHash: 'browser', now: NOW, endsAt: NOW + HOUR, attempt });
      const take = (stateHash: string, browserHash: string, now = NOW) =>
        store.attempts.take({ stateHash, browserHash, now });
      await insert('state');
      assert.equal(await take('state', 'another browser'), undefined);
      const takes = await Promise.all([1, 2, 3].map(() => take('state', 'browser')));
      assert.deepEqual(
        takes.filter((taken) => taken !== undefined),
        [attempt],
      );
      await insert('late');
      assert.equal(await take('late', 'browser', NOW + HOUR), undefined);
    });

    test('a form is parked for its browser and place, the last one counts, and it goes when it is not needed', async () => {
      const form = (text: string) => ({ browserHash: 'browser', place: 'SUR-1', fields: { name: text } });
      await store.parkedForms.park(form('first'), NOW);
      await store.parkedForms.park(form('second'), NOW);
      assert.deepEqual(await store.parkedForms.find('browser', 'SUR-1', NOW), { name: 'second' });
      assert.equal(await store.parkedForms.find('another', 'SUR-1', NOW), undefined);
      assert.equal(await store.parkedForms.find('browser', 'SUR-2', NOW), undefined);
      assert.equal(await store.parkedForms.find('browser', 'SUR-1', NOW + 2 * HOUR), undefined);
      await store.parkedForms.remove('browser', 'SUR-1');
      assert.equal(await store.parkedForms.find('browser', 'SUR-1', NOW), undefined);
    });

    test('of one browser’s parked forms the twenty newest are kept, whatever others park', async () => {
      const park = (place: number, browserHash = 'busy') =>
        store.parkedForms.park({ browserHash, place: `SUR-${place}`, fields: { name: `of ${place}` } }, NOW + place);
      const found = async (place: number, browserHash = 'busy') =>
        (await store.parkedForms.find(browserHash, `SUR-${place}`, NOW + HOUR)) !== undefined;
      await park(1, 'calm');
      for (let place = 1; place <= 20; place += 1) await park(place);
      await park(20);
      assert.equal(await found(1), true, 'a form parked again takes no other one’s place');
      await park(21);
      await park(22);
      const kept = await Promise.all(Array.from({ length: 22 }, (_, at) => found(at + 1)));
      assert.deepEqual([kept.indexOf(true), kept.filter(Boolean).length, kept.at(-1)], [2, 20, true]);
      assert.equal(await found(1, 'calm'), true);
    });

    test('who has another secret can open nothing', async () => {
      await begin(store, 'sealed');
      if (opened.settings.PORTAL_REDIS_URL === undefined && opened.settings.PORTAL_DATABASE_URL === undefined) return;
      const secrets = { SESSION_SECRET: 'another-secret-of-the-thief', PORTAL_CLIENT_SECRET: 'client' };
      const config = readPortalConfig({ ...secrets, ...opened.settings });
      const thief = await openSessionStore(config, createLogger('test', 'silent'));
      assert.equal(await thief.sessions.find('sealed'), undefined);
      assert.equal(await thief.tokenCaches.find('sealed'), undefined);
      await thief.close();
    });

    test('in Redis every key ends by itself, and those of one session stay on one node of a cluster', async () => {
      const { PORTAL_REDIS_URL: server, PORTAL_REDIS_PREFIX: prefix = '' } = opened.settings;
      if (server === undefined) return;
      const { Redis } = await import('iovalkey');
      const client = new Redis(server);
      const keys = await keysOf(server, prefix);
      assert.ok(keys.length > 3);
      for (const key of keys) {
        assert.ok((await client.pttl(key)) > 0, key);
        assert.match(key.slice(prefix.length), /^\{[^}]+\}:/);
      }
      client.disconnect();
    });
  });
}
