import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { ContactChangeDocument } from '@surety/api-contract';
import { contactFieldsOf, UNITED_STATES } from '@surety/insurance';
import { verifyAudit } from '../audit/verify-audit.ts';
import { ADA, BEN, type Stage, setStage } from '../testing/stage.ts';
import { databaseKinds } from '../testing/test-databases.ts';
import { ORDINARY_USER_FLOW } from '../testing/test-provider.ts';
import { unfreezeContact } from './unfreeze-contact.ts';

const HOME = {
  email: 'ada@demo.example',
  phone: '(202) 555-0101',
  street: '12 Example Street',
  city: 'Sampleton',
  region: 'va',
  postalCode: '22201',
  country: 'us',
};

for (const { name, make } of databaseKinds) {
  describe(`contact data of record on ${name}`, () => {
    let stage: Stage;
    before(async () => {
      stage = await setStage({ database: await make() });
      await stage.register(ADA);
      await stage.register(BEN);
    });
    after(() => stage.strike());

    const read = async (person = ADA) =>
      stage.call('GET', '/policyholder/contact', { token: await stage.tokenOf(person) });
    async function draftWith(body: unknown, headers: Record<string, string> = {}) {
      const { headers: read_ } = await read();
      const etag = { 'if-match': String(read_.etag) };
      return stage.call('POST', '/policyholder/contact/changes', {
        token: await stage.tokenOf(ADA),
        headers: { ...etag, ...headers },
        body,
      });
    }
    async function draft(change: object): Promise<ContactChangeDocument> {
      const { status, body } = await draftWith({ ...HOME, ...change });
      assert.equal(status, 201, JSON.stringify(body));
      return body as ContactChangeDocument;
    }
    const confirm = (id: string, token: string) => stage.call('POST', `/contact-changes/${id}/confirmation`, { token });
    async function change(how: object) {
      const drafted = await draft(how);
      const answer = await confirm(drafted.id, await stage.stepUp(ADA, drafted));
      assert.equal(answer.status, 200, JSON.stringify(answer.body));
      return answer.body as ContactChangeDocument;
    }
    const letters = async (recipient: string) =>
      stage.db.selectFrom('api_notice').selectAll().where('recipient', '=', recipient).orderBy('created_at').execute();
    const tokenIn = (body: string) => /contact-reversals\/(\S+)/.exec(body)?.[1] ?? '';
    const later = (days: number) => {
      stage.clock.now = new Date(stage.clock.now.getTime() + days * 86_400_000);
    };

    test('are those that were recorded, with an ETag', async () => {
      const { status, body, headers } = await read();
      assert.equal(status, 200);
      assert.equal(headers.etag, '"1"');
      assert.equal(body.contact.phone, '+12025550101');
      assert.equal(body.contact.address.region, 'VA');
    });

    test('change with bound proof alone, once; both addresses are told, and the audit and the history say so', async () => {
      const drafted = await draft({ email: 'New@Demo.Example', phone: '' });
      assert.deepEqual([drafted.status, drafted.changed], ['draft', ['email', 'phone']]);
      assert.equal((await read()).body.contact.email, 'ada@demo.example');
      const weak = await confirm(
        drafted.id,
        await stage.tokenOf(ADA, { tfp: ORDINARY_USER_FLOW, nonce: drafted.challenge }),
      );
      assert.deepEqual([weak.status, weak.body.code], [401, 'second-factor-needed']);
      assert.match(String(weak.headers['www-authenticate']), /error="insufficient_user_authentication".*acr_values=/);
      const unbound = await confirm(drafted.id, await stage.stepUp(ADA, { challenge: 'another' }));
      assert.deepEqual([unbound.status, unbound.body.code], [401, 'proof-not-bound']);

      const token = await stage.stepUp(ADA, drafted);
      const { status, body } = await confirm(drafted.id, token);
      assert.equal(status, 200);
      assert.deepEqual([body.status, body.challenge], ['effective', undefined]);
      const again = await confirm(drafted.id, token);
      assert.deepEqual([again.status, again.body.code], [409, 'already-confirmed']);

      const now = await read();
      assert.deepEqual([now.body.contact.email, now.body.contact.phone], ['new@demo.example', undefined]);
      assert.deepEqual([now.headers.etag, now.body.changedAt], ['"2"', stage.clock.now.toISOString()]);
      assert.deepEqual(
        [(await letters('ada@demo.example')).length, (await letters('new@demo.example')).length],
        [1, 1],
      );
      const history = await stage.call('GET', '/policyholder/contact/changes', { token: await stage.tokenOf(ADA) });
      assert.deepEqual(history.body.changes, [body]);
      const events = await stage.db.selectFrom('api_audit_event').select('event').execute();
      assert.ok(events.some(({ event }) => event === 'contact-changed'));
      assert.equal((await verifyAudit(stage.db)).intact, true);
    });

    test('of two changes drafted from one version the second to be confirmed is refused as stale', async () => {
      const [one, two] = [await draft({ street: '1 First Street' }), await draft({ street: '2 Second Street' })];
      assert.equal((await confirm(one.id, await stage.stepUp(ADA, one))).status, 200);
      const stale = await confirm(two.id, await stage.stepUp(ADA, two));
      assert.deepEqual([stale.status, stale.body.code], [412, 'contact-changed']);
      assert.equal((await read()).body.contact.address.street, '1 First Street');
    });

    test('two confirmations at the same moment make one change', async () => {
      const drafted = await draft({ street: '3 Third Street' });
      const token = await stage.stepUp(ADA, drafted);
      const answers = await Promise.all([1, 2, 3].map(() => confirm(drafted.id, token)));
      assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409, 409]);
    });

    test('a draft without, with another or with a wildcard version is refused', async () => {
      for (const [tag, status, code] of [
        ['', 428, 'version-missing'],
        ['*', 428, 'version-missing'],
        ['"99"', 412, 'contact-changed'],
      ] as const) {
        const answer = await draftWith({ ...HOME, street: 'X' }, { 'if-match': tag });
        assert.deepEqual([answer.status, answer.body.code], [status, code]);
      }
    });

    test('every broken rule is named with its field', async () => {
      const body = {
        email: 'no',
        phone: '123',
        street: ' ',
        city: 'a\nb',
        region: 'ZZ',
        postalCode: '1',
        country: 'US',
      };
      const { status, body: problem } = await draftWith(body);
      assert.equal(status, 422);
      assert.deepEqual(problem.violations.map(({ field }: { field: string }) => field).sort(), [
        'city',
        'email',
        'phone',
        'postalCode',
        'region',
        'street',
      ]);
      const { contact } = (await read()).body;
      const same = await draftWith(contactFieldsOf(contact));
      assert.deepEqual([same.status, same.body.code], [422, 'nothing-changed']);
      const unknown = await draftWith({ ...HOME, country: 'XX' });
      assert.deepEqual(unknown.body.violations[0].field, 'country');
    });

    test('what is malformed or too large is refused before anything is written', async () => {
      const malformed = await draftWith({ ...HOME, planet: 'Earth' });
      assert.deepEqual([malformed.status, malformed.body.code], [400, 'malformed-request']);
      const long = await draftWith({ ...HOME, street: 'x'.repeat(501) });
      assert.equal(long.status, 400);
      const large = await draftWith({ ...HOME, street: 'x'.repeat(2_000_000) });
      assert.equal(large.status, 413);
    });

    test("somebody else's change is not found, and a token without the scope is refused", async () => {
      const drafted = await draft({ street: '4 Fourth Street' });
      for (const answer of [
        await confirm(drafted.id, await stage.stepUp(BEN, drafted)),
        await stage.call('GET', `/contact-changes/${drafted.id}`, { token: await stage.tokenOf(BEN) }),
      ])
        assert.deepEqual([answer.status, answer.body.code], [404, 'no-such-contact-change']);
      const readOnly = await confirm(drafted.id, await stage.stepUp(ADA, drafted, { scp: 'Accounts.Read' }));
      assert.deepEqual([readOnly.status, readOnly.body.code], [403, 'insufficient-scope']);
      const stranger = await read({ sub: 'nobody', emails: ['nobody@demo.example'] });
      assert.deepEqual([stranger.status, stranger.body.code], [404, 'no-such-policyholder']);
    });

    test('a draft that waited too long has expired', async () => {
      const drafted = await draft({ street: '5 Fifth Street' });
      stage.clock.now = new Date(stage.clock.now.getTime() + 16 * 60_000);
      const late = await confirm(drafted.id, await stage.stepUp(ADA, drafted));
      assert.deepEqual([late.status, late.body.code], [410, 'draft-expired']);
    });

    test('"this was not me" puts the former data back, whatever came after, and freezes further changes', async () => {
      later(40);
      const { contact: mine } = (await read()).body;
      await change({ email: 'thief@demo.example' });
      await change({ email: 'thief2@demo.example' });
      const toVictim = (await letters(mine.email)).slice(-2);
      assert.equal(toVictim.length, 2, 'the address given up hears of the second change too');
      const reverse = (token: string) => stage.call('POST', '/contact-reversals', { body: { token } });
      const token = tokenIn(toVictim[0]?.body ?? '');
      const { status, body } = await reverse(token);
      assert.deepEqual(
        [status, body],
        [
          200,
          { outcome: 'restored', changed: ['email', 'phone', 'address'].filter((part) => body.changed.includes(part)) },
        ],
      );
      const now = (await read()).body;
      assert.deepEqual(now.contact, mine);
      assert.match(now.whyContactIsFixed, /Call us/);
      const again = await reverse(token);
      assert.deepEqual([again.status, again.body.code], [409, 'link-used']);
      const unknown = await reverse('x'.repeat(43));
      assert.deepEqual([unknown.status, unknown.body.code], [404, 'link-unknown']);
      const frozen = await draftWith({ ...HOME, street: 'Elsewhere' });
      assert.deepEqual([frozen.status, frozen.body.code], [409, 'contact-frozen']);
      const held = await stage.draft(ADA, 'SUR-100001');
      const { body: reviewed } = await stage.confirm(held.id, await stage.stepUp(ADA, held));
      assert.deepEqual([reviewed.status, reviewed.holds], ['in-review', ['contact-changed']]);

      const services = { ...stage.services, market: UNITED_STATES };
      const opening = { policyNumber: 'SUR-100001', reason: 'She called from the number we know.' };
      assert.equal(await unfreezeContact(services, opening), true);
      assert.equal(await unfreezeContact(services, opening), false);
      assert.equal((await draft({ street: 'Elsewhere' })).status, 'draft');
      assert.equal((await verifyAudit(stage.db)).intact, true);
    });
  });
}
