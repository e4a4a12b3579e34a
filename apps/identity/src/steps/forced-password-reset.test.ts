import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createAuditRepository } from '../audit/audit-repository.ts';
import { exportAudit } from '../audit/export-audit.ts';
import { findFaults } from '../tenant/check-tenant.ts';
import { addPerson, aHouse, begin, newestCode, PASSWORD, PROFILE_FLOW } from '../testing/a-person.ts';
import { aTenant, READ, ROPC, SIGN_IN, STEP_UP } from '../testing/a-tenant.ts';
import { IS_OVER, signInAs } from '../testing/factors.ts';
import { answerOf, askToken, codeForm } from '../testing/sign-in.ts';
import { faultOf, headingOf, heldBy, type Shown } from '../testing/test-browser.ts';
import { DATABASES, type TestIdentity } from '../testing/test-identity.ts';

const NEW = { password: 'Velvet-Anchor-31', confirmation: 'Velvet-Anchor-31' };
const PAGE = 'Change your password';

for (const address of DATABASES) {
  describe(`${address.split(':')[0]}: a password that has to be changed`, () => {
    let identity: TestIdentity;
    before(async () => {
      identity = await aHouse({ address });
    });
    after(() => identity.close());

    const aMarkedPerson = (email: string) => addPerson(identity, { email, mustChangePassword: true });
    const codeOf = (end: Shown): string => answerOf({ headers: { location: end.url } }).get('code') ?? '';
    const accountOf = (email: string) => identity.services.accounts.findByEmail(email);

    test('is asked for after the right one, and the journey goes on with the new one', async () => {
      const person = await aMarkedPerson('forced@demo.example');
      const { browser, page } = await signInAs(identity, person, SIGN_IN);
      assert.deepEqual([headingOf(page), heldBy(page, 'email')], [PAGE, person.email]);
      const end = await browser.press(page, 'continue', NEW);
      assert.match(end.url, IS_OVER);
      assert.equal((await askToken(identity, codeForm(codeOf(end)))).status, 200);
      assert.equal((await accountOf(person.email))?.mustChangePassword, undefined);
      const again = await begin(identity);
      const once = await again.browser.press(again.page, 'continue', { email: person.email, password: NEW.password });
      assert.match(once.url, IS_OVER);
    });

    test('must differ from the old one and keep the rule, and nothing is lost by a refusal', async () => {
      const person = await aMarkedPerson('same@demo.example');
      const { browser, page } = await signInAs(identity, person, SIGN_IN);
      const same = await browser.press(page, 'continue', { password: PASSWORD, confirmation: PASSWORD });
      assert.match(faultOf(same, 'password') ?? '', /Choose a different one/);
      const weak = await browser.press(same, 'continue', { password: 'short', confirmation: 'short' });
      assert.match(faultOf(weak, 'password') ?? '', /between 8 and 64/);
      assert.equal((await accountOf(person.email))?.mustChangePassword, true);
      assert.match((await browser.press(weak, 'continue', NEW)).url, IS_OVER);
    });

    test('is asked for again when its page was left', async () => {
      const person = await aMarkedPerson('left@demo.example');
      const { browser, page } = await signInAs(identity, person, SIGN_IN);
      const left = await browser.press(page, 'cancel');
      assert.match(left.url, /AADB2C90091/);
      assert.equal(headingOf((await begin(identity, SIGN_IN, {}, browser)).page), 'Sign in', 'no session began');
      assert.equal(headingOf((await signInAs(identity, person, SIGN_IN)).page), PAGE);
    });

    test('is changed after the second factor, not before, and before the profile is shown', async () => {
      const person = await aMarkedPerson('factor@demo.example');
      const { browser, page } = await signInAs(identity, person, STEP_UP);
      assert.notEqual(headingOf(page), PAGE);
      const mail = await browser.press(page, 'email');
      const proven = await browser.press(mail, 'continue', { code: await newestCode(identity) });
      assert.equal(headingOf(proven), PAGE);
      const other = await aMarkedPerson('profile@demo.example');
      const profile = await signInAs(identity, other, PROFILE_FLOW);
      assert.equal(headingOf(profile.page), PAGE);
      assert.equal(headingOf(await profile.browser.press(profile.page, 'continue', NEW)), 'Edit your profile');
    });

    test('ends what the old one opened, stands in the audit, and its person hears by mail', async () => {
      const person = await addPerson(identity, { email: 'opened@demo.example' });
      const { page } = await signInAs(identity, person, SIGN_IN);
      const refreshToken = String((await askToken(identity, codeForm(codeOf(page)))).body.refresh_token);
      const { accounts, db } = identity.services;
      await db.transaction().execute((transaction) => accounts.demandNewPassword(transaction, person.id, true));
      const visit = await signInAs(identity, person, SIGN_IN);
      await visit.browser.press(visit.page, 'continue', NEW);
      const refreshed = await askToken(identity, { grant_type: 'refresh_token', refresh_token: refreshToken });
      assert.match(String(refreshed.body.error_description), /^AADB2C90129/);
      const events: string[] = [];
      for await (const line of exportAudit(createAuditRepository(db), person.id)) events.push(JSON.parse(line).event);
      assert.ok(events.includes('password-changed'));
      const mails = (await identity.services.inbox.list()).filter(({ to }) => to === person.email);
      assert.ok(mails.some(({ subject }) => subject === 'Your password was changed'));
    });

    test('is forgotten like any other, and need not be changed after a reset', async () => {
      const person = await aMarkedPerson('forgotten@demo.example');
      const { browser, page } = await begin(identity);
      const typed = await browser.press(page, 'forgot', { email: person.email });
      const sent = await browser.press(typed, 'continue');
      const proven = await browser.press(sent, 'continue', { code: await newestCode(identity) });
      assert.match((await browser.press(proven, 'continue', NEW)).url, IS_OVER);
      assert.equal((await accountOf(person.email))?.mustChangePassword, undefined);
    });

    test('gives nothing at the token endpoint, which tells it as every other refusal', async () => {
      const person = await aMarkedPerson('ropc@demo.example');
      const form = { grant_type: 'password', username: person.email, password: PASSWORD, scope: READ };
      const { status, body } = await askToken(identity, form, { userFlow: ROPC });
      assert.deepEqual([status, body.error], [400, 'access_denied']);
      assert.match(String(body.error_description), /^AADB2C90225/);
      assert.ok(identity.log.some((line) => line.includes('"detail":"expired"')));
    });
  });
}

test('a user flow without the switch refuses a password that has to be changed as expired', async () => {
  const identity = await aHouse({ flow: { forcedPasswordReset: false } });
  try {
    const person = await addPerson(identity, { mustChangePassword: true });
    const { page } = await signInAs(identity, person, SIGN_IN);
    assert.match(faultOf(page, 'password') ?? '', /^The password has expired\. Choose "Forgot your password\?"/);
  } finally {
    await identity.close();
  }
});

test('only user flows that sign in on a page may have the switch', () => {
  const tenant = aTenant();
  const userFlows = tenant.userFlows.map((flow) =>
    flow.name === ROPC ? { ...flow, forcedPasswordReset: true } : flow,
  );
  assert.deepEqual(
    findFaults({ ...tenant, userFlows }).map(({ path }) => path.at(-1)),
    ['forcedPasswordReset'],
  );
});
