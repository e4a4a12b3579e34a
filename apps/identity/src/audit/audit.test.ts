import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import { addPerson, aHouse, begin, later, newestCode, PASSWORD } from '../testing/a-person.ts';
import { SIGN_IN } from '../testing/a-tenant.ts';
import { DATABASES, type TestIdentity } from '../testing/test-identity.ts';
import { createAuditRepository } from './audit-repository.ts';
import { exportAudit } from './export-audit.ts';
import { verifyAudit } from './verify-audit.ts';

type Line = { event: string; content: Record<string, unknown>; accountId: string };

for (const address of DATABASES) {
  describe(`${address.split(':')[0]}: the audit of accounts`, () => {
    let identity: TestIdentity;
    before(async () => {
      identity = await aHouse({ address });
    });
    after(() => identity.close());

    async function linesOf(accountId?: string): Promise<Line[]> {
      await identity.services.securityEvents.settled();
      const lines = [];
      for await (const line of exportAudit(createAuditRepository(identity.services.db), accountId)) lines.push(line);
      return lines.map((line) => JSON.parse(line) as Line);
    }
    const mailsTo = async (email: string) =>
      (await identity.services.inbox.list()).filter(({ to }) => to === email).map(({ subject }) => subject);
    async function press(email: string, password: string) {
      const { browser, page } = await begin(identity, SIGN_IN, { prompt: 'login' });
      return { browser, shown: await browser.press(page, 'continue', { email, password }) };
    }

    test('tells of a sign-in with its methods, and of no run that asked nothing', async () => {
      const person = await addPerson(identity, { email: 'one@demo.example' });
      const { browser } = await press(person.email, PASSWORD);
      await begin(identity, SIGN_IN, {}, browser);
      const lines = await linesOf(person.id);
      assert.deepEqual(
        lines.map(({ event, content }) => [event, content.userFlow, content.methods]),
        [['signed-in', SIGN_IN, ['pwd']]],
      );
    });

    test('tells of wrong passwords as far as they count, and of the lock, about which its person hears once', async () => {
      const person = await addPerson(identity, { email: 'two@demo.example' });
      for (let tries = 1; tries <= 10; tries += 1) await press(person.email, `wrong ${tries}`);
      for (let tries = 1; tries <= 3; tries += 1) await press(person.email, `more ${tries}`);
      later(identity, 1.5);
      await press(person.email, 'again');
      const lines = await linesOf(person.id);
      const count = (name: string) => lines.filter(({ event }) => event === name).length;
      assert.deepEqual([count('sign-in-refused'), count('locked')], [11, 2]);
      assert.deepEqual(await mailsTo(person.email), ['Your account is locked for a minute']);
    });

    test('tells of a new password, and so does a mail, in which no code or password stands', async () => {
      const person = await addPerson(identity, { email: 'three@demo.example' });
      const { browser, page } = await begin(identity);
      const typed = await browser.press(page, 'forgot', { email: person.email });
      const asked = await browser.press(typed, 'continue', { email: person.email });
      const proven = await browser.press(asked, 'continue', { code: await newestCode(identity) });
      await browser.press(proven, 'continue', { password: 'Other-Harbour-78', confirmation: 'Other-Harbour-78' });
      const events = (await linesOf(person.id)).map(({ event }) => event);
      assert.deepEqual(events.sort(), ['password-reset', 'signed-in']);
      const mails = (await identity.services.inbox.list()).filter(({ to }) => to === person.email);
      const told = mails.find(({ subject }) => subject === 'Your password was changed');
      assert.ok(told);
      assert.doesNotMatch(told.text, /\d{6}|Harbour/);
    });

    test('names nobody but by object id, and holds no password', async () => {
      const everything = JSON.stringify(await linesOf());
      assert.doesNotMatch(everything, /@demo|Harbour|wrong 1/);
    });

    test('is intact until somebody changes an event, takes one out, or cuts the end off', async () => {
      const { db } = identity.services;
      const audit = createAuditRepository(db);
      const person = await addPerson(identity, { email: 'four@demo.example' });
      for (let times = 1; times <= 4; times += 1) await press(person.email, PASSWORD);
      assert.equal((await verifyAudit(audit)).intact, true);
      const broken = async () => {
        const verdict = await verifyAudit(audit);
        return verdict.intact ? 'intact' : [verdict.broken.position, verdict.broken.reason];
      };
      const mine = sql`account_id = ${person.id}`;
      await sql`update identity_audit_event set at = at + 1 where ${mine} and position = 3`.execute(db);
      assert.deepEqual(await broken(), [3, 'event-changed']);
      await sql`delete from identity_audit_event where ${mine} and position = 2`.execute(db);
      assert.deepEqual(await broken(), [2, 'event-missing']);
      await sql`delete from identity_audit_event where ${mine} and position > 1`.execute(db);
      assert.deepEqual(await broken(), [2, 'event-missing']);
      await sql`update identity_audit_chain set position = 1 where ${mine}`.execute(db);
      assert.deepEqual(await broken(), [1, 'head-differs']);
      await sql`delete from identity_audit_event where ${mine}`.execute(db);
      await sql`delete from identity_audit_chain where ${mine}`.execute(db);
    });

    test('stays one chain when many events come at once', async () => {
      const { db, securityEvents } = identity.services;
      const person = await addPerson(identity, { email: 'five@demo.example' });
      for (let times = 1; times <= 10; times += 1) securityEvents.recordUnseen(person, { event: 'locked', locks: 2 });
      assert.equal((await linesOf(person.id)).length, 10);
      assert.deepEqual((await verifyAudit(createAuditRepository(db))).intact, true);
    });
  });
}
