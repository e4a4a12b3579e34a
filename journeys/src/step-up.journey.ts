import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type ApiClient, createApiClient } from '@surety/api-contract';
import type { FormBrowser } from './stage/form-browser.ts';
import { newestCode } from './stage/inbox.ts';
import { demoPerson } from './stage/people.ts';
import { createRelyingParty, type RelyingParty } from './stage/relying-party.ts';
import { type Surety, startSurety } from './stage/surety.ts';

const STEP_UP = 'B2C_1_signupsignin1_mfa';
const POLICY = 'SUR-100001';

/** What somebody with a token and no portal can do: the step-up must hold at the api, with identity's real tokens. */
describe('walking around the portal', () => {
  let surety: Surety;
  let api: ApiClient;
  let party: RelyingParty;
  let browser: FormBrowser;
  let ordinary: string;
  let refreshToken: string;
  before(async () => {
    surety = await startSurety();
    api = createApiClient({ origin: surety.api });
    party = createRelyingParty({ origins: surety, clientSecret: surety.clientSecret() });
    browser = party.browser();
    const { email, password } = demoPerson('Ada');
    const authorization = await party.authorize(browser);
    await browser.submit({ email, password });
    const tokens = await party.redeem(browser, authorization);
    ordinary = tokens.access_token;
    refreshToken = tokens.refresh_token ?? '';
    await api.registerPolicyholder({ token: ordinary });
  });
  after(() => surety.stop());

  async function draft(name: string): Promise<{ id: string; challenge: string }> {
    const policy = await api.getPolicy({ token: ordinary, parameters: { number: POLICY } });
    assert.ok(policy.ok);
    const person = {
      kind: 'person',
      name,
      relationship: 'friend',
      bornOn: '1990-01-01',
      class: 'primary',
      allocation: 10_000,
    };
    const drafted = await api.draftEndorsement({
      token: ordinary,
      parameters: { number: POLICY },
      ifMatch: policy.etag ?? '',
      body: { beneficiaries: [person] },
    });
    assert.ok(drafted.ok, JSON.stringify(drafted));
    return { id: drafted.body.id, challenge: drafted.body.challenge ?? '' };
  }

  const usedCodes = new Set<string>();
  async function stepUp(nonce: string): Promise<string> {
    const authorization = await party.authorize(browser, { userFlow: STEP_UP, nonce });
    if (browser.body.includes('value="email"')) await browser.submit({ action: 'email' });
    if (browser.body.includes('Send verification code')) await browser.submit({ action: 'continue' });
    await browser.submit({ code: await newestCode(surety.identity, demoPerson('Ada').email, usedCodes) });
    const tokens = await party.redeem(browser, authorization);
    assert.equal(tokens.refresh_token, undefined, 'the step-up flow must give no refresh token');
    return tokens.access_token;
  }

  const confirm = (id: string, token: string) => api.confirmEndorsement({ token, parameters: { id } });

  test('an ordinary token with Accounts.Write cannot change a beneficiary, and is told what would do', async () => {
    const { id } = await draft('Eve Demo');
    const answer = await confirm(id, ordinary);
    assert.ok(!answer.ok && answer.status === 401);
    assert.equal(answer.challenge?.error, 'insufficient_user_authentication');
    assert.ok(answer.challenge?.acrValues?.some((value) => value.toLowerCase() === STEP_UP.toLowerCase()));
  });

  test('an ordinary token that carries the challenge as its nonce cannot either', async () => {
    const { id, challenge } = await draft('Eve Demo');
    const authorization = await party.authorize(browser, { nonce: challenge });
    const { access_token } = await party.redeem(browser, authorization);
    const answer = await confirm(id, access_token);
    assert.ok(!answer.ok && answer.status === 401);
  });

  test('a refreshed token cannot either', async () => {
    const { id } = await draft('Eve Demo');
    const { access_token } = await party.refresh(refreshToken);
    const answer = await confirm(id, access_token);
    assert.ok(!answer.ok && answer.status === 401);
  });

  test('a step-up for another draft, or from before the draft, proves nothing; the right one works once', async () => {
    const first = await draft('Eve Demo');
    const early = await stepUp('a-nonce-of-my-own');
    const token = await stepUp(first.challenge);
    const second = await draft('Fay Demo');
    for (const wrong of [early, token]) {
      const answer = await confirm(second.id, wrong);
      assert.ok(!answer.ok && answer.status === 401, 'a step-up token confirmed a draft it was not made for');
    }
    const done = await confirm(first.id, token);
    assert.ok(done.ok, JSON.stringify(done));
    assert.equal(done.body.number, `${POLICY}-E0001`);
    const again = await confirm(first.id, token);
    assert.ok(!again.ok && again.status === 409);
    const stale = await confirm(second.id, await stepUp(second.challenge));
    assert.ok(!stale.ok && stale.status === 412, 'a draft of an older version was confirmed');
  });
});
