import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Tenant } from '../tenant/tenant.ts';
import { addPerson, begin, later, PASSWORD, RESET_FLOW } from '../testing/a-person.ts';
import { aTenant, SIGN_IN, TENANT_NAME } from '../testing/a-tenant.ts';
import { createBrowserAt, faultOf } from '../testing/test-browser.ts';
import { createTestIdentity, DATABASES, ORIGIN, type TestIdentity } from '../testing/test-identity.ts';

const DAY_MINUTES = 24 * 60;
const DAY_SECONDS = DAY_MINUTES * 60;
const ORDINARY = 'B2C_1_strict';

/** The main flow keeps people signed in for 30 days; every other one does not. */
function withKeeping(): Tenant {
  const [main] = aTenant().userFlows;
  assert.ok(main);
  return aTenant({ session: { ...main.session, keepSignedInDays: 30 } });
}

/** A browser that remembers how long it was told to keep the session. */
function aBrowser(identity: TestIdentity) {
  const told: (number | undefined)[] = [];
  const browser = createBrowserAt(ORIGIN, async (sent) => {
    const response = await identity.app.inject(sent);
    told.push(...response.cookies.filter(({ name }) => name === 'identity-sso').map(({ maxAge }) => maxAge));
    return response;
  });
  return { browser, told };
}

for (const address of DATABASES) {
  describe(`${address.split(':')[0]}: keep me signed in`, () => {
    let identity: TestIdentity;
    const person = { email: 'grace@demo.example', password: PASSWORD };
    before(async () => {
      identity = await createTestIdentity({ address, tenant: withKeeping() });
      await addPerson(identity);
    });
    after(() => identity.close());

    const isAsked = async (browser: ReturnType<typeof aBrowser>['browser'], userFlow = SIGN_IN) =>
      !/[?&]code=/.test((await begin(identity, userFlow, {}, browser)).page.url);
    const signIn = async (typed: Record<string, string>, userFlow = SIGN_IN) => {
      const { browser, told } = aBrowser(identity);
      const { page } = await begin(identity, userFlow, {}, browser);
      const end = await browser.press(page, 'continue', { ...person, ...typed });
      assert.match(end.url, /[?&]code=/);
      return { browser, told };
    };

    test('keeps the session for the days of the user flow, counted from the sign-in', async () => {
      const { browser, told } = await signIn({ keep_signed_in: 'true' });
      assert.deepEqual(told, [30 * DAY_SECONDS]);
      later(identity, 20 * DAY_MINUTES);
      assert.equal(await isAsked(browser), false);
      assert.ok(Math.abs((told[1] ?? 0) - 10 * DAY_SECONDS) < 60, String(told[1]));
      later(identity, 11 * DAY_MINUTES);
      assert.equal(await isAsked(browser), true);
    });

    test('without the tick the session ends with the browser, and after the time of the user flow', async () => {
      const { browser, told } = await signIn({});
      assert.deepEqual(told, [undefined]);
      later(identity, DAY_MINUTES + 1);
      assert.equal(await isAsked(browser), true);
    });

    test('a user flow that keeps nobody makes an ordinary session of a kept one', async () => {
      const { browser, told } = await signIn({ keep_signed_in: 'true' });
      later(identity, 5 * DAY_MINUTES);
      assert.equal(await isAsked(browser, ORDINARY), false);
      assert.equal(told.at(-1), undefined);
      later(identity, DAY_MINUTES + 1);
      assert.equal(await isAsked(browser), true);
    });

    test('sessions of other scopes in the browser are kept no longer either', async () => {
      const { browser, told } = await signIn({ keep_signed_in: 'true' });
      const { page } = await begin(identity, 'B2C_1_alone', {}, browser);
      assert.match((await browser.press(page, 'continue', person)).url, /[?&]code=/);
      assert.equal(told.at(-1), undefined);
      later(identity, DAY_MINUTES + 1);
      assert.equal(await isAsked(browser), true);
    });

    test('is not offered where the user flow does not keep, and not taken from a form', async () => {
      const { page } = await begin(identity, ORDINARY);
      assert.doesNotMatch(page.html, /keep_signed_in/);
      const { told } = await signIn({ keep_signed_in: 'true' }, ORDINARY);
      assert.deepEqual(told, [undefined]);
      assert.doesNotMatch((await begin(identity, RESET_FLOW)).page.html, /keep_signed_in/);
    });

    test('the tick stays when the password was wrong', async () => {
      const { browser } = aBrowser(identity);
      const { page } = await begin(identity, SIGN_IN, {}, browser);
      const typed = { ...person, password: 'Wrong-Harbour-1', keep_signed_in: 'true' };
      const refused = await browser.press(page, 'continue', typed);
      assert.equal(faultOf(refused, 'password'), 'Invalid username or password.');
      assert.match(refused.html, /name="keep_signed_in"[^>]* checked/);
    });

    test('sign-out ends a kept session', async () => {
      const { browser } = await signIn({ keep_signed_in: 'true' });
      await browser.open(`/${TENANT_NAME}/${SIGN_IN}/oauth2/v2.0/logout`);
      assert.equal(browser.cookies.has('identity-sso'), false);
      assert.equal(await isAsked(browser), true);
    });
  });
}
