import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Account } from '../accounts/account.ts';
import { createAuditRepository } from '../audit/audit-repository.ts';
import { exportAudit } from '../audit/export-audit.ts';
import { addPerson, aHouse, begin, later, newestCode, PASSWORD, RESET_FLOW } from '../testing/a-person.ts';
import { ACCOUNT, SIGN_IN, TENANT_NAME } from '../testing/a-tenant.ts';
import {
  appCode,
  IS_OVER,
  personWithApp,
  personWithPasskey,
  recoveryCodesOn,
  secretOn,
  signInAs,
  type Visit,
} from '../testing/factors.ts';
import { answerOf, askToken, codeForm } from '../testing/sign-in.ts';
import { createSoftPasskey } from '../testing/soft-passkey.ts';
import { faultOf, headingOf } from '../testing/test-browser.ts';
import { DATABASES, type TestIdentity } from '../testing/test-identity.ts';

for (const address of DATABASES) {
  describe(`${address.split(':')[0]}: looking after an account`, () => {
    let identity: TestIdentity;
    before(async () => {
      identity = await aHouse({ address });
    });
    after(() => identity.close());

    async function eventsOf({ id }: Account): Promise<string[]> {
      await identity.services.securityEvents.settled();
      const events = [];
      for await (const line of exportAudit(createAuditRepository(identity.services.db), id))
        events.push(JSON.parse(line).event as string);
      return events;
    }
    /** At the account's page, with a code by mail. */
    async function byMail(email: string): Promise<Visit & { person: Account }> {
      const person = await addPerson(identity, { email });
      const { browser, page } = await signInAs(identity, person, ACCOUNT);
      const mail = await browser.press(page, 'email');
      return { person, browser, page: await browser.press(mail, 'continue', { code: await newestCode(identity) }) };
    }
    /** At the account's page, with the app. */
    async function byApp(email: string) {
      const { person, secret, codes } = await personWithApp(identity, email);
      later(identity, 1);
      const { browser, page } = await signInAs(identity, person, ACCOUNT);
      const shown = await browser.press(page, 'continue', { code: appCode(identity, secret) });
      return { person, secret, codes, browser, page: shown };
    }
    async function refreshTokenFrom(person: Account): Promise<string> {
      const { page } = await signInAs(identity, person, SIGN_IN);
      const code = answerOf({ headers: { location: page.url } }).get('code') ?? '';
      return String((await askToken(identity, codeForm(code))).body.refresh_token);
    }
    const refresh = async (token: string) => {
      const { status, body } = await askToken(identity, { grant_type: 'refresh_token', refresh_token: token });
      return status === 200 ? 'renewed' : String(body.error_description).slice(0, 11);
    };

    test('takes a second factor, proven in this journey', async () => {
      const person = await addPerson(identity, { email: 'early@demo.example' });
      const { browser, page } = await signInAs(identity, person, ACCOUNT);
      const base = page.url.slice(0, page.url.lastIndexOf('/'));
      for (const step of ['account', 'account-delete', 'account-password'])
        assert.match((await browser.open(`${base}/${step}`)).url, /second-factor-choice$/);
      const posted = await browser.press({ ...page, url: `${base}/account` }, 'export');
      assert.match(posted.url, /second-factor-choice$/);
    });

    test('sets a first factor up with the mailbox, and further ones with the first', async () => {
      const { person, browser, page } = await byMail('first@demo.example');
      const setup = await browser.press(page, 'add-app');
      const codes = await browser.press(setup, 'continue', { code: appCode(identity, secretOn(setup)) });
      assert.equal(recoveryCodesOn(codes).length, 10);
      const home = await browser.press(codes, 'continue');
      assert.equal(headingOf(home), 'Your account');
      const passkey = await browser.press(home, 'add-passkey');
      const answer = createSoftPasskey().create(passkey);
      const both = await browser.press(passkey, 'continue', { name: 'Key of steel', passkey: answer });
      assert.match(both.html, /Key of steel/);
      assert.match((await browser.press(both, 'continue')).url, IS_OVER);
      assert.deepEqual((await eventsOf(person)).filter((event) => event === 'factor-added').length, 2);
    });

    test('replaces the app after its own code, and the former one is worth nothing', async () => {
      const { person, secret, browser, page } = await byApp('replace@demo.example');
      const setup = await browser.press(page, 'add-app');
      later(identity, 1);
      const fresh = secretOn(setup);
      const home = await browser.press(setup, 'continue', { code: appCode(identity, fresh) });
      assert.equal(headingOf(home), 'Your account');
      later(identity, 1);
      const next = await signInAs(identity, person);
      const refused = await next.browser.press(next.page, 'continue', { code: appCode(identity, secret) });
      assert.equal(refused.status, 422);
      assert.match((await next.browser.press(next.page, 'continue', { code: appCode(identity, fresh) })).url, IS_OVER);
      assert.ok((await eventsOf(person)).includes('factor-replaced'));
    });

    test('makes no recovery codes where there is no factor that they stand in for', async () => {
      const { person, browser, page } = await byMail('no-factor@demo.example');
      assert.equal(headingOf(await browser.press(page, 'recovery-codes')), 'Your account');
      assert.equal(await identity.services.recoveryCodes.left(person.id), 0);
    });

    test('of two factors that are removed at once, the last takes the recovery codes along', async () => {
      const { person, secret, browser, page } = await byApp('both-removed@demo.example');
      const { db, phones, secondFactors } = identity.services;
      const number = phones.seal(person.id, '+436600000000');
      const text = { accountId: person.id, method: 'text-message', sealedSecret: number } as const;
      await db.transaction().execute((transaction) => secondFactors.add(transaction, text, identity.clock.now));
      later(identity, 1);
      const there = await signInAs(identity, person, ACCOUNT);
      const home = await there.browser.press(there.page, 'continue', { code: appCode(identity, secret) });
      assert.equal(await identity.services.recoveryCodes.left(person.id), 10);
      await Promise.all([browser.press(page, 'remove-app'), there.browser.press(home, 'remove-text')]);
      assert.deepEqual(await secondFactors.list(person.id), []);
      assert.equal(await identity.services.recoveryCodes.left(person.id), 0);
    });

    test('removes the app and its recovery codes, and tells its person', async () => {
      const { person, browser, page } = await byApp('remove@demo.example');
      const home = await browser.press(page, 'remove-app');
      assert.match(home.html, /Not set up/);
      assert.equal(await identity.services.recoveryCodes.left(person.id), 0);
      const mails = (await identity.services.inbox.list()).filter(({ to }) => to === person.email);
      assert.equal(mails[0]?.subject, 'The second factor of your account was removed');
    });

    test('asks for the factor again when the proof is older than ten minutes', async () => {
      for (const action of ['remove-app', 'add-passkey', 'recovery-codes', 'export']) {
        const { browser, page, secret } = await byApp(`stale-${action}@demo.example`);
        later(identity, 11);
        const asked = await browser.press(page, action);
        assert.match(asked.html, /Code from your app/, action);
        const home = await browser.press(asked, 'continue', { code: appCode(identity, secret) });
        assert.equal(headingOf(home), 'Your account');
      }
    });

    test('that waited with the mailbox alone changes nothing of an app that was set up meanwhile', async () => {
      const { person, browser, page } = await byMail('waiting@demo.example');
      const other = await signInAs(identity, person, ACCOUNT);
      const home = await other.browser.press(other.page, 'continue', { code: await newestCode(identity) });
      const setup = await other.browser.press(home, 'add-app');
      await other.browser.press(setup, 'continue', { code: appCode(identity, secretOn(setup)) });
      for (const action of ['remove-app', 'add-app', 'add-passkey', 'recovery-codes'])
        assert.match((await browser.press(page, action)).html, /Code from your app/, action);
    });

    test('makes new recovery codes, which replace the former ones', async () => {
      const { browser, page, codes } = await byApp('codes@demo.example');
      const fresh = recoveryCodesOn(await browser.press(page, 'recovery-codes'));
      assert.equal(fresh.filter((code) => codes.includes(code)).length, 0);
      assert.equal(fresh.length, 10);
    });

    test('renames and removes a passkey, and nobody else’s', async () => {
      const { person, device } = await personWithPasskey(identity, 'keys@demo.example');
      const stranger = await personWithPasskey(identity, 'stranger@demo.example');
      const { browser, page } = await signInAs(identity, person, ACCOUNT);
      const home = await browser.press(page, 'continue', { passkey: device.get(page) });
      const [mine] = await identity.services.passkeys.list(person.id);
      const [theirs] = await identity.services.passkeys.list(stranger.person.id);
      assert.match((await browser.press(home, `passkey:${theirs?.credentialId}`)).url, /account$/);
      const one = await browser.press(home, `passkey:${mine?.credentialId}`);
      assert.ok(faultOf(await browser.press(one, 'continue', { name: '' }), 'name'));
      const renamed = await browser.press(one, 'continue', { name: 'Ring <b>' });
      assert.match(renamed.html, /Ring &lt;b&gt;/);
      const again = await browser.press(renamed, `passkey:${mine?.credentialId}`);
      await browser.press(again, 'remove');
      assert.deepEqual(await identity.services.passkeys.list(person.id), []);
      assert.equal((await identity.services.passkeys.list(stranger.person.id)).length, 1);
    });

    test('changes the password for whoever knows the present one, and ends what the old one opened', async () => {
      const { person, browser, page } = await byMail('password@demo.example');
      const token = await refreshTokenFrom(person);
      const form = await browser.press(page, 'password');
      const typed = { password: 'Other-Harbour-78', confirmation: 'Other-Harbour-78' };
      later(identity, 1);
      const refused = await browser.press(form, 'continue', { ...typed, current: 'not it' });
      assert.equal(faultOf(refused, 'current'), 'Your password is incorrect.');
      const home = await browser.press(form, 'continue', { ...typed, current: PASSWORD });
      assert.match(home.html, /Your password is changed/);
      assert.match((await browser.press(home, 'continue')).url, IS_OVER);
      assert.equal(await refresh(token), 'AADB2C90129');
    });

    test('shows where one is signed in, ends one with its refresh tokens, and leaves the others', async () => {
      const { person, browser, page } = await byMail('places@demo.example');
      const tokens = [await refreshTokenFrom(person), await refreshTokenFrom(person)];
      const list = await browser.press(page, 'sign-ins');
      const ids = [...list.html.matchAll(/value="(end:[^"]+)"/g)].map(([, value = '']) => value);
      assert.equal(ids.length, 2);
      const left = await browser.press(list, ids[0] ?? '');
      assert.equal([...left.html.matchAll(/value="end:/g)].length, 1);
      assert.deepEqual((await Promise.all(tokens.map(refresh))).sort(), ['AADB2C90129', 'renewed']);
      assert.ok((await eventsOf(person)).includes('session-ended'));
    });

    test('ends all, and nobody else’s', async () => {
      const { person, browser, page } = await byMail('everywhere@demo.example');
      const other = await addPerson(identity, { email: 'bystander@demo.example' });
      const tokens = [await refreshTokenFrom(person), await refreshTokenFrom(person), await refreshTokenFrom(other)];
      const list = await browser.press(page, 'sign-ins');
      const [theirs] = await identity.services.signIns.list(other, identity.clock.now);
      await browser.press(list, `end:${theirs?.id}`);
      await browser.press(list, 'end-all');
      assert.deepEqual(await Promise.all(tokens.map(refresh)), ['AADB2C90129', 'AADB2C90129', 'renewed']);
    });

    test('ends an SSO session as well: its browser has to sign in again', async () => {
      const { person, browser, page } = await byMail('sso@demo.example');
      const elsewhere = await signInAs(identity, person, SIGN_IN);
      const list = await browser.press(page, 'sign-ins');
      await browser.press(list, 'end-all');
      assert.equal(headingOf((await begin(identity, SIGN_IN, {}, elsewhere.browser)).page), 'Sign in');
    });

    test('ends what is under way in another browser as well: nobody goes on there with what they proved before', async () => {
      const { person, browser, page } = await byMail('under-way@demo.example');
      const other = await signInAs(identity, person, ACCOUNT);
      const mail = await other.browser.press(other.page, 'continue');
      const there = await other.browser.press(mail, 'continue', { code: await newestCode(identity) });
      assert.match(there.url, /\/account$/);
      await browser.press(await browser.press(page, 'sign-ins'), 'end-all');
      const kept = await other.browser.press(there, 'password');
      assert.match(kept.html, /AADB2C90046/);
      assert.match((await browser.open(page.url)).url, /account-sign-ins$/, 'this one stays where it is');
    });

    /** In a browser of their own: signed in, and at the account's page. */
    async function alsoAt(person: Account): Promise<Visit> {
      const { browser } = await signInAs(identity, person, SIGN_IN);
      const { page } = await begin(identity, ACCOUNT, {}, browser);
      const mail = await browser.press(page, 'email');
      return { browser, page: await browser.press(mail, 'continue', { code: await newestCode(identity) }) };
    }

    test('ends what is under way with the one sign-in that is ended', async () => {
      const { person, browser, page } = await byMail('one-of-two@demo.example');
      const there = await alsoAt(person);
      assert.match(there.page.url, /\/account$/);
      const list = await browser.press(page, 'sign-ins');
      await browser.press(list, /value="(end:[^"]+)"/.exec(list.html)?.[1] ?? '');
      const kept = await there.browser.press(there.page, 'password');
      assert.match(kept.html, /AADB2C90046/);
      assert.match((await browser.open(page.url)).url, /account-sign-ins$/, 'this one stays where it is');
    });

    test('leaves nothing under way when the password is changed or reset, or the account deleted', async () => {
      const typed = { password: 'Other-Harbour-78', confirmation: 'Other-Harbour-78' };
      const ways: Record<string, (visit: Visit & { person: Account }) => Promise<unknown>> = {
        async changed({ browser, page }) {
          await browser.press(await browser.press(page, 'password'), 'continue', { ...typed, current: PASSWORD });
        },
        async reset({ person: { email } }) {
          const { browser, page } = await begin(identity, RESET_FLOW);
          const asked = await browser.press(page, 'continue', { email });
          const proven = await browser.press(asked, 'continue', { code: await newestCode(identity) });
          assert.match((await browser.press(proven, 'continue', typed)).url, IS_OVER);
        },
        async deleted({ browser, page }) {
          const asked = await browser.press(page, 'delete');
          await browser.press(asked, 'continue', { current: PASSWORD, understood: 'yes' });
        },
      };
      for (const [way, act] of Object.entries(ways)) {
        const visit = await byMail(`nothing-left-${way}@demo.example`);
        const there = await alsoAt(visit.person);
        await act(visit);
        const left = await identity.services.db
          .selectFrom('identity_journey')
          .select('id')
          .where('progress', 'like', `%${visit.person.id}%`)
          .execute();
        assert.equal(left.filter(({ id }) => there.page.url.includes(id)).length, 0, way);
        assert.match((await there.browser.press(there.page, 'password')).html, /AADB2C90046/, way);
      }
    });

    test('shows no recovery codes any more once somebody else changed the password', async () => {
      const { person, browser, page } = await byApp('codes-late@demo.example');
      const shown = await browser.press(page, 'recovery-codes');
      assert.equal(recoveryCodesOn(shown).length, 10);
      await identity.change(person, { refresh_tokens_valid_from: identity.clock.now.getTime() + 1 });
      const again = await browser.open(shown.url);
      assert.deepEqual(recoveryCodesOn(again), []);
      assert.match(again.html, /AADB2C90046/);
    });

    test('is not kept open by what is set up or changed: only a factor that one had renews the ten minutes', async () => {
      const { browser, page } = await byApp('renewed@demo.example');
      later(identity, 8);
      const passkey = await browser.press(page, 'add-passkey');
      const answer = createSoftPasskey().create(passkey);
      const home = await browser.press(passkey, 'continue', { name: 'Key of steel', passkey: answer });
      assert.equal(headingOf(home), 'Your account');
      const typed = { password: 'Other-Harbour-78', confirmation: 'Other-Harbour-78', current: PASSWORD };
      const changed = await browser.press(await browser.press(home, 'password'), 'continue', typed);
      assert.match(changed.html, /Your password is changed/);
      later(identity, 4);
      for (const action of ['remove-app', 'export'])
        assert.match((await browser.press(changed, action)).url, /second-factor/, action);
    });

    test('is left with the sign-out: the next at this browser does not go on in another tab', async () => {
      const { browser, page } = await byMail('shared@demo.example');
      await browser.open(`/${TENANT_NAME}/${SIGN_IN}/oauth2/v2.0/logout`);
      const next = await browser.press(page, 'export');
      assert.match(next.html, /AADB2C90046/);
    });

    test('hands out everything that is known, and no secret', async () => {
      const { person, secret, browser, page } = await byApp('data@demo.example');
      const file = await browser.press(page, 'export');
      assert.match(String(file.headers['content-disposition']), /attachment; filename="account.json"/);
      const content = JSON.parse(file.html);
      assert.equal(content.account.email, person.email);
      assert.deepEqual(content.secondFactors.methods, ['authenticator-app']);
      assert.ok(content.audit.some(({ event }: { event: string }) => event === 'factor-added'));
      assert.doesNotMatch(file.html, new RegExp(`${secret}|argon2|sealed`));
      assert.ok((await eventsOf(person)).includes('data-exported'));
    });

    test('deletes the account with everything that hangs on it; the audit stays', async () => {
      const { person, browser, page } = await byMail('gone@demo.example');
      const token = await refreshTokenFrom(person);
      const asked = await browser.press(page, 'delete');
      assert.ok(faultOf(await browser.press(asked, 'continue', { current: PASSWORD, understood: '' }), 'understood'));
      const wrong = await browser.press(asked, 'continue', { current: 'not it', understood: 'yes' });
      assert.equal(faultOf(wrong, 'current'), 'Your password is incorrect.');
      const end = await browser.press(asked, 'continue', { current: PASSWORD, understood: 'yes' });
      assert.match(end.url, /error_description=AADB2C90128/);
      assert.notEqual(await refresh(token), 'renewed');
      assert.equal(await identity.services.accounts.find(person.id), undefined);
      assert.equal((await eventsOf(person)).at(-1), 'account-deleted');
      const mails = (await identity.services.inbox.list()).filter(({ to }) => to === person.email);
      assert.equal(mails[0]?.subject, 'Your account was deleted');
    });
  });
}
