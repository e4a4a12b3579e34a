import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { inTransaction } from '@surety/database';
import { SHOP, SIGN_IN } from './testing/a-tenant.ts';
import { answerOf, aRequest, askFor, askToken, type Cookies, claimsOf, codeForm, signIn } from './testing/sign-in.ts';
import { createTestIdentity, DATABASES, type TestIdentity } from './testing/test-identity.ts';

const silently = aRequest({ prompt: 'none' });
const shop = aRequest({ client_id: SHOP.clientId, redirect_uri: SHOP.redirectUri, prompt: 'none' });

for (const address of DATABASES) {
  const database = address.split(':')[0];
  let identity: TestIdentity;
  before(async () => {
    identity = await createTestIdentity({ address });
  });
  after(() => identity.close());

  const isSignedIn = async (cookies: Cookies, userFlow = SIGN_IN, query = silently) =>
    answerOf(await askFor(identity, query, { userFlow, cookies })).has('code');

  test(`${database}: a session answers the next request at once, also with prompt=none`, async () => {
    const { cookies } = await signIn(identity);
    const response = await askFor(identity, aRequest(), { cookies });
    assert.ok(answerOf(response).has('code'));
    assert.ok((await isSignedIn(cookies)) === false, 'the old id is dead after a renewal');
    const renewed = response.cookies.find(({ name }) => name === 'identity-sso')?.value ?? '';
    assert.ok(await isSignedIn({ 'identity-sso': renewed }));
  });

  test(`${database}: prompt=login and select_account ask again`, async () => {
    const { cookies } = await signIn(identity);
    for (const prompt of ['login', 'select_account']) {
      const response = await askFor(identity, aRequest({ prompt }), { cookies });
      assert.match(String(response.headers.location), /\/sign-in$/);
    }
  });

  test(`${database}: a session of the tenant reaches other user flows and applications`, async () => {
    const { cookies } = await signIn(identity);
    assert.ok(await isSignedIn(cookies, SIGN_IN, shop));
  });

  test(`${database}: a session of a user flow reaches no other flow`, async () => {
    const { cookies } = await signIn(identity, aRequest(), { userFlow: 'B2C_1_alone' });
    assert.equal(await isSignedIn(cookies), false);
    assert.ok(await isSignedIn(cookies, 'B2C_1_alone', shop));
  });

  test(`${database}: a session of an application reaches no other application`, async () => {
    const { cookies } = await signIn(identity, aRequest(), { userFlow: 'B2C_1_per_app' });
    assert.equal(await isSignedIn(cookies, 'B2C_1_per_app', shop), false);
    assert.ok(await isSignedIn(cookies, 'B2C_1_per_app'));
  });

  test(`${database}: a suppressed session is none`, async () => {
    const { cookies } = await signIn(identity, aRequest(), { userFlow: 'B2C_1_none' });
    assert.equal(cookies['identity-sso'], undefined);
  });

  test(`${database}: one browser holds sessions of several scopes, all of one person`, async () => {
    const first = await signIn(identity);
    const second = await signIn(identity, aRequest(), { userFlow: 'B2C_1_alone', cookies: first.cookies });
    const renewed = await askFor(identity, silently, { cookies: second.cookies });
    assert.ok(answerOf(renewed).has('code'));
    const other = await identity.addAccount();
    const changed = await signIn(identity, aRequest({ prompt: 'login' }), {
      cookies: { ...second.cookies, 'identity-sso': renewed.cookies[0]?.value ?? '' },
      accountId: other.id,
    });
    assert.equal(await isSignedIn(changed.cookies, 'B2C_1_alone'), false);
  });

  test(`${database}: a rolling session lives on with use, an absolute one does not`, async () => {
    const began = identity.clock.now;
    const rolling = await signIn(identity);
    const absolute = await signIn(identity, aRequest(), { userFlow: 'B2C_1_absolute' });
    identity.clock.now = new Date(began.getTime() + 50 * 60_000);
    const [first, second] = await Promise.all([
      askFor(identity, silently, { cookies: rolling.cookies }),
      askFor(identity, silently, { cookies: absolute.cookies, userFlow: 'B2C_1_absolute' }),
    ]);
    const idOf = ({ cookies }: typeof first): Cookies => ({ 'identity-sso': cookies[0]?.value ?? '' });
    identity.clock.now = new Date(began.getTime() + 61 * 60_000);
    assert.equal(await isSignedIn(idOf(second), 'B2C_1_absolute'), false);
    identity.clock.now = new Date(began.getTime() + 24.5 * 60 * 60_000);
    assert.equal(await isSignedIn(idOf(first)), true);
    identity.clock.now = began;
  });

  test(`${database}: a disabled or forgotten person has no session`, async () => {
    const account = await identity.addAccount();
    const one = await signIn(identity, aRequest(), { accountId: account.id });
    await identity.change(account, { is_disabled: 1 });
    assert.equal(await isSignedIn(one.cookies), false);
    await identity.change(account, { is_disabled: 0 });
    const { ssoSessions, db } = identity.services;
    await inTransaction(db, (transaction) => ssoSessions.removeByAccount(transaction, account.id));
    assert.equal(await isSignedIn(one.cookies), false);
  });

  test(`${database}: a session that somebody planted in a browser is not the one that its person gets there`, async () => {
    const attacker = await identity.addAccount();
    const planted = await signIn(identity, aRequest(), { accountId: attacker.id });
    const victim = await signIn(identity, aRequest({ prompt: 'login' }), { cookies: planted.cookies });
    assert.notEqual(victim.cookies['identity-sso'], planted.cookies['identity-sso']);
    assert.equal(await isSignedIn(planted.cookies), false);
    const answer = answerOf(await askFor(identity, silently, { cookies: victim.cookies }));
    const { body } = await askToken(identity, codeForm(answer.get('code') ?? ''));
    assert.equal(claimsOf(body.id_token).sub, identity.account.id);
  });

  test(`${database}: a cookie that is no session id is nothing`, async () => {
    for (const value of ['', 'x', 'A'.repeat(43), `${'A'.repeat(43)}'; drop table identity_account; --`]) {
      assert.equal(await isSignedIn({ 'identity-sso': encodeURIComponent(value) }), false);
    }
  });
}
