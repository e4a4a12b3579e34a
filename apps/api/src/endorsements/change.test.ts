import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { EndorsementDocument } from '@surety/api-contract';
import { sql } from 'kysely';
import { verifyAudit } from '../audit/verify-audit.ts';
import { ADA, aProposal, BEN, CALM, type Stage, setStage } from '../testing/stage.ts';
import { databaseKinds } from '../testing/test-databases.ts';
import { ORDINARY_USER_FLOW } from '../testing/test-provider.ts';

const POLICY = 'SUR-100001';

for (const { name, make } of databaseKinds) {
  describe(`changing beneficiaries on ${name}`, () => {
    let stage: Stage;
    before(async () => {
      stage = await setStage({ database: await make(), market: CALM });
      await stage.register(ADA);
      await stage.register(BEN);
    });
    after(() => stage.strike());
    beforeEach(() => {
      stage.clock.now = new Date(stage.clock.now.getTime() + 60_000);
    });

    /** Refused in this way, and nothing changed. */
    async function refused(
      answer: { status: number; body: { code?: string } },
      status: number,
      code: string,
      { designation }: { designation?: unknown } = {},
    ): Promise<void> {
      assert.deepEqual([answer.status, answer.body.code], [status, code]);
      if (designation !== undefined) assert.deepEqual((await stage.policy(ADA, POLICY)).designation, designation);
    }

    async function draftWith(body: unknown, headers: Record<string, string> = {}, number = POLICY, person = ADA) {
      const { etag } = await stage.policy(person, number);
      return stage.call('POST', `/policies/${number}/endorsements`, {
        token: await stage.tokenOf(person),
        headers: { 'if-match': etag, ...headers },
        body,
      });
    }

    test('a draft changes nothing, and its confirmation with bound proof changes everything it said', async () => {
      const before = await stage.policy(ADA, POLICY);
      const draft = await stage.draft(ADA, POLICY);
      assert.equal(draft.status, 'draft');
      assert.equal(draft.challenge?.length, 43);
      assert.deepEqual(draft.before, before.designation);
      assert.deepEqual(await stage.policy(ADA, POLICY), before);

      const { status, body } = await stage.confirm(draft.id, await stage.stepUp(ADA, draft));
      assert.equal(status, 200);
      assert.equal(body.status, 'effective');
      assert.match(body.number, /^SUR-100001-E\d{4}$/);
      assert.equal(body.effectiveOn, '2026-11-23');
      assert.equal(body.challenge, undefined);
      const after = await stage.policy(ADA, POLICY);
      assert.deepEqual(after.designation, draft.after);
      assert.notEqual(after.etag, before.etag);
      const { body: history } = await stage.call('GET', `/policies/${POLICY}/endorsements`, {
        token: await stage.tokenOf(ADA),
      });
      assert.deepEqual(history.endorsements[0], body);
    });

    test('an ordinary token with Accounts.Write cannot change a beneficiary', async () => {
      const draft = await stage.draft(ADA, POLICY, aProposal({ name: 'Ordinary Token' }));
      const { designation } = await stage.policy(ADA, POLICY);
      for (const nonce of [undefined, draft.challenge]) {
        const answer = await stage.confirm(draft.id, await stage.tokenOf(ADA, { tfp: ORDINARY_USER_FLOW, nonce }));
        await refused(answer, 401, 'second-factor-needed', { designation });
        const challenge = String(answer.headers['www-authenticate']);
        assert.match(challenge, /^Bearer error="insufficient_user_authentication"/);
        assert.match(challenge, /acr_values="b2c_1_signupsignin1_mfa"/);
      }
    });

    test('refuses a step-up token whose nonce is not of this draft: older, for another draft, or none', async () => {
      const before = await stage.stepUp(ADA, { challenge: 'nonce-of-an-earlier-sign-in' });
      const draft = await stage.draft(ADA, POLICY, aProposal({ name: 'Nonce One' }));
      const other = await stage.draft(ADA, POLICY, aProposal({ name: 'Nonce Two' }));
      const { designation } = await stage.policy(ADA, POLICY);
      for (const token of [before, await stage.stepUp(ADA, other), await stage.stepUp(ADA, {})]) {
        const answer = await stage.confirm(draft.id, token);
        await refused(answer, 401, 'proof-not-bound', { designation });
        assert.match(String(answer.headers['www-authenticate']), /insufficient_user_authentication/);
      }
    });

    test('another person finds neither the policy, nor its history, nor the draft, and cannot confirm it', async () => {
      const draft = await stage.draft(ADA, POLICY, aProposal({ name: 'Not For Ben' }));
      const { designation } = await stage.policy(ADA, POLICY);
      const token = await stage.stepUp(BEN, draft);
      const headers = { 'if-match': '"1"' };
      await refused(await stage.confirm(draft.id, token), 404, 'no-such-endorsement', { designation });
      await refused(await stage.call('GET', `/endorsements/${draft.id}`, { token }), 404, 'no-such-endorsement');
      await refused(await stage.call('GET', `/policies/${POLICY}`, { token }), 404, 'no-such-policy');
      await refused(await stage.call('GET', `/policies/${POLICY}/endorsements`, { token }), 404, 'no-such-policy');
      await refused(
        await stage.call('POST', `/policies/${POLICY}/endorsements`, { token, headers, body: aProposal() }),
        404,
        'no-such-policy',
        { designation },
      );
      const { body } = await stage.call('GET', '/policies', { token });
      assert.ok(!JSON.stringify(body).includes(POLICY));
    });

    test('somebody who never registered owns nothing', async () => {
      const token = await stage.tokenOf({ sub: 'stranger', emails: ['ada@demo.example'] });
      assert.deepEqual((await stage.call('GET', '/policies', { token })).body, { policies: [] });
      await refused(await stage.call('GET', `/policies/${POLICY}`, { token }), 404, 'no-such-policy');
      await refused(await stage.call('GET', `/policies/${POLICY}/endorsements`, { token }), 404, 'no-such-policy');
      await refused(await stage.call('GET', '/endorsements/x', { token }), 404, 'no-such-endorsement');
      await refused(await stage.confirm('x', token), 404, 'no-such-endorsement');
    });

    test('refuses a token used twice: a confirmation counts once', async () => {
      const draft = await stage.draft(ADA, POLICY, aProposal({ name: 'Only Once' }));
      const token = await stage.stepUp(ADA, draft);
      assert.equal((await stage.confirm(draft.id, token)).status, 200);
      const { etag, designation } = await stage.policy(ADA, POLICY);
      await refused(await stage.confirm(draft.id, token), 409, 'already-confirmed', { designation });
      assert.equal((await stage.policy(ADA, POLICY)).etag, etag);
    });

    test('refuses a draft after its fifteen minutes, whatever the proof', async () => {
      const draft = await stage.draft(ADA, POLICY, aProposal({ name: 'Too Late' }));
      const { designation } = await stage.policy(ADA, POLICY);
      stage.clock.now = new Date(draft.expiresAt);
      await refused(await stage.confirm(draft.id, await stage.stepUp(ADA, draft)), 410, 'draft-expired', {
        designation,
      });
      const token = await stage.tokenOf(ADA);
      const { body } = await stage.call('GET', `/endorsements/${draft.id}`, { token });
      assert.deepEqual([body.status, body.challenge], ['expired', undefined]);
    });

    test('refuses a draft once another change took effect, and shows it as superseded', async () => {
      const [late, first] = [
        await stage.draft(ADA, POLICY, aProposal({ name: 'Late Demo' })),
        await stage.draft(ADA, POLICY, aProposal({ name: 'First Demo' })),
      ];
      assert.equal((await stage.confirm(first.id, await stage.stepUp(ADA, first))).status, 200);
      await refused(await stage.confirm(late.id, await stage.stepUp(ADA, late)), 412, 'policy-changed', {
        designation: first.after,
      });
      const { body } = await stage.call('GET', `/endorsements/${late.id}`, { token: await stage.tokenOf(ADA) });
      assert.deepEqual([body.status, body.challenge], ['superseded', undefined]);
    });

    test('refuses a policy that is not in force, with the reason, when drafting and when confirming', async () => {
      await refused(await draftWith(aProposal(), {}, 'SUR-100004', BEN), 409, 'policy-not-in-force');
      const draft = await stage.draft(BEN, 'SUR-100003');
      const setStatus = (status: string) =>
        sql`update api_policy set status = ${status} where number = 'SUR-100003'`.execute(stage.db);
      await setStatus('in-claim');
      const answer = await stage.confirm(draft.id, await stage.stepUp(BEN, draft));
      await refused(answer, 409, 'policy-not-in-force');
      assert.match(answer.body.detail, /claim for payment/);
      await setStatus('in-force');
    });

    test('demands If-Match, and refuses a stale one', async () => {
      const { designation } = await stage.policy(ADA, POLICY);
      const url = `/policies/${POLICY}/endorsements`;
      const token = await stage.tokenOf(ADA);
      const body = aProposal({ name: 'If Match' });
      await refused(await stage.call('POST', url, { token, body }), 428, 'version-missing');
      await refused(await draftWith(body, { 'if-match': '*' }), 428, 'version-missing');
      for (const stale of ['"0"', '"99"', 'W/"1"', '1', 'nonsense']) {
        await refused(await draftWith(body, { 'if-match': stale }), 412, 'policy-changed', { designation });
      }
    });

    test('refuses a designation that breaks a rule, each violation by its field, and one that changes nothing', async () => {
      const broken = await draftWith(aProposal({ allocation: 9_999, bornOn: 'never' }));
      assert.equal(broken.status, 422);
      assert.deepEqual(
        broken.body.violations.map(({ field, code }: { field: string; code: string }) => `${field} ${code}`),
        ['beneficiaries/0/bornOn malformed', 'beneficiaries/primary not-whole'],
      );
      const draft = await stage.draft(ADA, POLICY, aProposal({ name: 'The Same' }));
      await stage.confirm(draft.id, await stage.stepUp(ADA, draft));
      await refused(await draftWith(aProposal({ name: 'The Same' })), 422, 'nothing-changed');
    });

    test('refuses malformed bodies by the name of the field, and bodies that are too large', async () => {
      const field = async (body: unknown) => (await draftWith(body)).body.violations?.[0].field;
      assert.equal(await field({}), 'beneficiaries');
      assert.equal(await field({ beneficiaries: [{ class: 'primary', kind: 1 }] }), 'beneficiaries/0/kind');
      assert.equal(await field(aProposal({ allocation: '5' as never })), 'beneficiaries/0/allocation');
      assert.equal(await field(aProposal({ name: null as never })), 'beneficiaries/0/name');
      assert.equal(await field({ ...aProposal(), irrevocable: true }), 'irrevocable');
      assert.equal(await field({ beneficiaries: {} }), 'beneficiaries');
      const json = { 'content-type': 'application/json' };
      assert.equal((await draftWith('{"beneficiaries":', json)).status, 400);
      assert.equal((await draftWith('x', { 'content-type': 'text/plain' })).status, 415);
      assert.equal((await draftWith({ beneficiaries: [], x: 'x'.repeat(70_000) })).status, 413);
      assert.equal((await draftWith('{"beneficiaries":[],"__proto__":{}}', json)).status, 400);
    });

    test('writes down what was proven, never the token or the nonce, and the chain is whole', async () => {
      const draft = await stage.draft(ADA, POLICY, aProposal({ name: 'Written Down' }));
      const token = await stage.stepUp(ADA, draft);
      await stage.confirm(draft.id, token);
      const { rows } = await sql<{ content: string }>`select content from api_audit_event`.execute(stage.db);
      const all = rows.map(({ content }) => content).join('\n');
      assert.ok(all.includes('"classes":["b2c_1_signupsignin1_mfa"]'));
      assert.ok(all.includes(draft.id));
      for (const secret of [token, draft.challenge ?? '-', 'Written Down']) assert.ok(!all.includes(secret));
      assert.equal((await verifyAudit(stage.db)).intact, true);
    });

    test('queues one notice for each change, without the name of a beneficiary', async () => {
      const notices = async () =>
        (await sql<{ recipient: string; body: string }>`select recipient, body from api_notice`.execute(stage.db)).rows;
      const before = (await notices()).length;
      const draft = await stage.draft(ADA, POLICY, aProposal({ name: 'Secret Name' }));
      assert.equal((await notices()).length, before);
      const { body } = await stage.confirm(draft.id, await stage.stepUp(ADA, draft));
      await stage.confirm(draft.id, await stage.stepUp(ADA, draft));
      const after = await notices();
      assert.equal(after.length, before + 1);
      const letter = after.find((notice) => notice.body.includes(body.number));
      assert.equal(letter?.recipient, 'ada@demo.example');
      assert.ok(!letter?.body.includes('Secret Name'));
    });

    test('GETs change nothing', async () => {
      const draft: EndorsementDocument = await stage.draft(ADA, POLICY, aProposal({ name: 'Only Looking' }));
      const token = await stage.tokenOf(ADA);
      const tables = ['api_policyholder', 'api_policy', 'api_endorsement', 'api_audit_event', 'api_notice'];
      const state = async () =>
        JSON.stringify(
          await Promise.all(
            tables.map((table) => sql`select * from ${sql.table(table)} order by 1, 2`.execute(stage.db)),
          ),
        );
      const before = await state();
      const addresses = ['/policies', `/policies/${POLICY}`, `/policies/${POLICY}/endorsements`];
      for (const url of [...addresses, `/endorsements/${draft.id}`, '/health', '/health/ready', '/docs']) {
        assert.equal((await stage.call('GET', url, { token })).status, 200);
      }
      assert.equal(await state(), before);
    });
  });
}
