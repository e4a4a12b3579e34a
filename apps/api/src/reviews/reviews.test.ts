import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { DecisionDocument, EndorsementDocument, ReviewDocument, ReviewQueueDocument } from '@surety/api-contract';
import type { JWTPayload } from 'jose';
import { sql } from 'kysely';
import { auditReads } from '../audit/audit-reads-repository.ts';
import { verifyAudit } from '../audit/verify-audit.ts';
import { PORTAL, SAM, STELLA } from '../testing/people.ts';
import { ADA, aProposal, BEN, type Stage, setStage } from '../testing/stage.ts';
import { databaseKinds } from '../testing/test-databases.ts';

const NUMBER = 'SUR-200001';
const REASON = 'called back, everything agrees';

for (const { name, make } of databaseKinds) {
  describe(`a change under review on ${name}`, () => {
    let stage: Stage;
    const stages: Stage[] = [];
    const restart = async () => {
      stage = await setStage({ database: await make() });
      stages.push(stage);
      await stage.register(ADA);
      await stage.register(BEN);
    };
    before(restart);
    after(() => Promise.all(stages.map((each) => each.strike())));

    const confirm = async (person: typeof ADA, draft: EndorsementDocument) => {
      const { status, body } = await stage.confirm(draft.id, await stage.stepUp(person, draft));
      assert.equal(status, 200, JSON.stringify(body));
      return body as EndorsementDocument;
    };
    const get = async (person: JWTPayload, url: string) =>
      stage.call('GET', url, { token: await stage.tokenOf(person) });
    const queue = async () => (await get(STELLA, '/reviews')).body as ReviewQueueDocument;
    const file = async (id: string, person: JWTPayload = STELLA) =>
      (await get(person, `/reviews/${id}`)).body as ReviewDocument;
    const draftDecision = async (person: JWTPayload, id: string, body: object) =>
      stage.call('POST', `/reviews/${id}/decisions`, { token: await stage.tokenOf(person), body });
    const carryOut = async (person: JWTPayload, { id, challenge }: DecisionDocument) =>
      stage.call('POST', `/decisions/${id}/confirmation`, { token: await stage.stepUp(person, { challenge }) });
    const decide = async (person: JWTPayload, id: string, body: object) => {
      const drafted = await draftDecision(person, id, { reason: REASON, ...body });
      return drafted.status === 201 ? carryOut(person, drafted.body as DecisionDocument) : drafted;
    };
    const letters = async (recipient: string) =>
      (await stage.services.notices.due(stage.clock.now, 99)).filter((each) => each.recipient === recipient);
    const tokens = async (recipient: string) =>
      (await letters(recipient)).flatMap(
        ({ body }) => new RegExp(`${PORTAL}/consents/([\\w-]{43})`).exec(body)?.[1] ?? [],
      );
    const answer = (token: string, said: 'given' | 'refused', signature?: string) =>
      stage.call('POST', '/consents', { body: { token, answer: said, ...(signature ? { signature } : {}) } });
    const events = async () =>
      (await auditReads.allEventsAfter(stage.db, { policyholderId: '', position: 0 }, { limit: 200 })).map(
        ({ event }) => event,
      );

    test('nothing needs review where nothing speaks against it', async () => {
      await restart();
      assert.equal((await confirm(ADA, await stage.draft(ADA, 'SUR-100001'))).status, 'effective');
      assert.deepEqual(await queue(), { waiting: 0, reviews: [] });
    });

    test('waits for everybody whose consent it needs, and changes nothing until it is approved', async () => {
      await restart();
      const draft = await stage.draft(BEN, NUMBER);
      assert.deepEqual(draft.holds, ['consent-missing']);
      const asked = [
        { policyNumber: NUMBER, reason: 'community-property', name: 'Ada Demo', answer: 'awaited' },
        { policyNumber: NUMBER, reason: 'irrevocable', name: 'Carla Demo', answer: 'awaited' },
      ];
      assert.deepEqual(draft.consents, asked);
      const was = (await stage.policy(BEN, NUMBER)).designation;
      assert.equal((await confirm(BEN, draft)).status, 'in-review');
      assert.deepEqual((await stage.policy(BEN, NUMBER)).designation, was);
      assert.equal((await letters('ben@demo.example')).length, 1);

      const [waiting] = (await queue()).reviews;
      assert.deepEqual([waiting?.policyNumber, waiting?.holds], [NUMBER, ['consent-missing']]);
      const id = waiting?.id ?? '';
      const early = await decide(STELLA, id, { verdict: 'approve' });
      assert.deepEqual([early.status, early.body.code], [409, 'consent-missing']);

      const [ofAda = ''] = await tokens('ada@demo.example');
      const question = await stage.call('POST', '/consents/question', { body: { token: ofAda } });
      assert.deepEqual(
        [question.status, question.body.before, question.body.after, question.body.insuredName],
        [200, { class: 'primary', allocation: 7_000 }, undefined, 'Ben Demo'],
      );
      assert.ok(!JSON.stringify(question.body).includes('Carla'), 'nobody learns of the others');
      const unsigned = await answer(ofAda, 'given', 'Somebody Else');
      assert.deepEqual([unsigned.status, unsigned.body.violations[0].field], [422, 'signature']);
      assert.equal((await answer(ofAda, 'given', ' ada  demo ')).status, 200);
      assert.deepEqual((await answer(ofAda, 'refused')).body.code, 'link-used');
      const [ofCarla = ''] = await tokens('carla@demo.example');
      assert.equal((await answer(ofCarla, 'given', 'Carla Demo')).status, 200);

      const done = await decide(STELLA, id, { verdict: 'approve' });
      assert.equal(done.status, 200, JSON.stringify(done.body));
      assert.deepEqual((await stage.policy(BEN, NUMBER)).designation, draft.after);
      const read = (await get(BEN, `/endorsements/${draft.id}`)).body as EndorsementDocument;
      assert.deepEqual(
        [read.status, read.number, read.evidence?.kind],
        ['effective', `${NUMBER}-E0001`, 'second-factor'],
      );
      assert.deepEqual((await queue()).waiting, 0);
      assert.equal((await verifyAudit(stage.db)).intact, true);
      const told = await events();
      for (const event of [
        'change-sent-to-review',
        'consent-asked',
        'consent-answered',
        'review-decided',
        'beneficiaries-changed',
      ])
        assert.ok(told.includes(event as never), event);
    });

    test('a paper counts as consent, but who recorded it does not approve: a second person does', async () => {
      await restart();
      const draft = await confirm(BEN, await stage.draft(BEN, NUMBER));
      const [{ id = '' } = {}] = (await queue()).reviews;
      const { consents } = await file(id);
      const [ofAda = ''] = await tokens('ada@demo.example');
      assert.equal((await answer(ofAda, 'refused')).status, 200);
      for (const { id: consentId } of consents) {
        const paper = { verdict: 'record-consent', consentId, reason: 'letter of 1 November, signature compared' };
        assert.equal((await decide(STELLA, id, paper)).status, 200);
      }
      const own = await decide(STELLA, id, { verdict: 'approve' });
      assert.deepEqual([own.status, own.body.code], [409, 'recorded-consent']);
      assert.equal((await decide(SAM, id, { verdict: 'approve' })).status, 200);
      assert.equal(((await get(BEN, `/endorsements/${draft.id}`)).body as EndorsementDocument).status, 'effective');
    });

    test('a declined change changes nothing, and the policyholder is told why', async () => {
      await restart();
      const was = (await stage.policy(BEN, NUMBER)).designation;
      const { id: endorsementId } = await confirm(BEN, await stage.draft(BEN, NUMBER));
      const [{ id = '' } = {}] = (await queue()).reviews;
      assert.equal((await decide(STELLA, id, { verdict: 'decline', reason: 'The spouse objects to it.' })).status, 200);
      const read = (await get(BEN, `/endorsements/${endorsementId}`)).body as EndorsementDocument;
      assert.deepEqual([read.status, read.declinedBecause], ['declined', 'The spouse objects to it.']);
      assert.deepEqual((await stage.policy(BEN, NUMBER)).designation, was);
      assert.ok((await letters('ben@demo.example')).some(({ body }) => body.includes('The spouse objects to it.')));
      const [ofAda = ''] = await tokens('ada@demo.example');
      assert.deepEqual((await answer(ofAda, 'refused')).body.code, 'no-longer-asked');
      const again = await decide(STELLA, id, { verdict: 'approve' });
      assert.deepEqual([again.status, again.body.code], [409, 'review-closed']);
    });

    test('is held when contact data or a factor changed lately, and the former address is told as well', async () => {
      await restart();
      const days = (count: number) => stage.clock.now.getTime() - count * 86_400_000;
      await sql`update api_policyholder set contact_changed_at = ${days(6)} where email = 'ada@demo.example'`.execute(
        stage.db,
      );
      await sql`insert into api_contact_change (policyholder_id, id, status, before_contact, after_contact, former_email,
        based_on, drafted_at, expires_at, confirmed_at) select id, 'moved', 'effective', '{}', '{}', 'old@demo.example',
        0, ${days(6)}, ${days(6)}, ${days(6)} from api_policyholder where email = 'ada@demo.example'`.execute(stage.db);
      const draft = await confirm(ADA, await stage.draft(ADA, 'SUR-100001'));
      assert.deepEqual([draft.status, draft.holds], ['in-review', ['contact-changed']]);
      assert.deepEqual(
        [(await letters('old@demo.example')).length, (await letters('ada@demo.example')).length],
        [1, 1],
      );

      const other = await stage.draft(ADA, 'SUR-100002');
      const changed = { extension_FactorChangedAt: days(0) / 1000 };
      const { body } = await stage.confirm(other.id, await stage.stepUp(ADA, other, changed));
      assert.deepEqual(body.holds, ['contact-changed', 'factor-changed']);
      await sql`update api_policyholder set contact_changed_at = ${days(31)} where email = 'ada@demo.example'`.execute(
        stage.db,
      );
      await sql`update api_contact_change set confirmed_at = ${days(31)} where id = 'moved'`.execute(stage.db);
      assert.equal(
        (await confirm(ADA, await stage.draft(ADA, 'SUR-100001', aProposal({ name: 'A Demo' })))).status,
        'effective',
      );
      assert.equal((await letters('old@demo.example')).length, 2, 'not after thirty days');
    });

    test('the third change of a policy within thirty days is held, and a stranger who would receive everything', async () => {
      await restart();
      for (const status of ['effective', 'effective', 'in-review'])
        assert.equal(
          (
            await confirm(
              ADA,
              await stage.draft(ADA, 'SUR-100001', aProposal({ name: `Heir ${status} ${Math.random()}` })),
            )
          ).status,
          status,
        );
      const stranger = await stage.draft(ADA, 'SUR-100002', aProposal({ relationship: 'other' }));
      assert.deepEqual((await confirm(ADA, stranger)).holds, ['no-relationship']);
    });

    test('a newer change that takes effect closes the review of an older one', async () => {
      await restart();
      const old = await confirm(ADA, await stage.draft(ADA, 'SUR-100001', aProposal({ relationship: 'other' })));
      const [{ id = '' } = {}] = (await queue()).reviews;
      const newer = await stage.draft(ADA, 'SUR-100001', aProposal({ name: 'Newer Demo' }));
      assert.deepEqual(newer.replaces, [{ id: old.id, policyNumber: 'SUR-100001', status: 'in-review' }]);
      assert.equal((await confirm(ADA, newer)).status, 'effective');
      assert.equal(((await get(ADA, `/endorsements/${old.id}`)).body as EndorsementDocument).status, 'superseded');
      assert.deepEqual((await get(STELLA, `/reviews/${id}`)).body.code, 'review-closed');
    });

    test('"this was not me" stops it, freezes the policy, and nobody can approve it any more', async () => {
      await restart();
      const draft = await confirm(ADA, await stage.draft(ADA, 'SUR-100001', aProposal({ relationship: 'other' })));
      const [{ id = '' } = {}] = (await queue()).reviews;
      const decision = (await draftDecision(STELLA, id, { verdict: 'approve', reason: REASON }))
        .body as DecisionDocument;
      const link = /reversals\/([\w-]{43})/.exec((await letters('ada@demo.example'))[0]?.body ?? '')?.[1];
      const { body } = await stage.call('POST', '/reversals', { body: { token: link } });
      assert.deepEqual(body, { outcome: 'stopped', policyNumber: 'SUR-100001', reported: 'SUR-100001' });
      assert.equal(((await get(ADA, `/endorsements/${draft.id}`)).body as EndorsementDocument).status, 'reversed');
      assert.match((await stage.policy(ADA, 'SUR-100001')).whyBeneficiariesAreFixed ?? '', /not being yours/);
      assert.equal((await letters('reports@insurer.example')).length, 1, 'the insurer is told');
      assert.deepEqual((await carryOut(STELLA, decision)).body.code, 'review-closed');
      assert.equal((await verifyAudit(stage.db)).intact, true);
    });

    test('the file shows what the decision needs, and the audit is told who looked', async () => {
      await restart();
      await confirm(BEN, await stage.draft(BEN, NUMBER));
      const [{ id = '' } = {}] = (await queue()).reviews;
      const read = await file(id);
      assert.deepEqual(read.policyholder, { email: 'ben@demo.example', residenceState: 'TX' });
      assert.deepEqual(read.changes[0]?.before.length, 2);
      assert.ok(!JSON.stringify(read).includes('premium') && !JSON.stringify(read).includes('coverage'));
      const own = await file(id, { ...BEN, extension_Roles: 'staff' });
      assert.match(own.whyNotYou ?? '', /request of their own/);
      assert.equal((await events()).filter((event) => event === 'review-looked-at').length, 2);
    });

    test('the file says when a change brought the address of whoever consents', async () => {
      await restart();
      const spouse = { name: 'Ada Demo', relationship: 'spouse', bornOn: '1980-05-01', email: 'new@demo.example' };
      assert.equal((await confirm(BEN, await stage.draft(BEN, 'SUR-100003', aProposal(spouse)))).status, 'effective');
      stage.clock.now = new Date(stage.clock.now.getTime() + 86_400_000);
      await confirm(BEN, await stage.draft(BEN, 'SUR-100003'));
      const [{ id = '' } = {}] = (await queue()).reviews;
      const [consent] = (await file(id)).consents;
      assert.deepEqual([consent?.email, consent?.emailSince], ['new@demo.example', '2026-11-23T10:00:00.000Z']);
    });

    describe('is refused', () => {
      let id = '';
      before(async () => {
        await restart();
        await confirm(ADA, await stage.draft(ADA, 'SUR-100001', aProposal({ relationship: 'other' })));
        id = (await queue()).reviews[0]?.id ?? '';
      });

      test('to everybody without the role, whatever else they have', async () => {
        for (const person of [ADA, BEN, { sub: 'x', extension_Roles: 'staffing' }, { sub: 'x', extension_Roles: '' }])
          for (const url of ['/reviews', `/reviews/${id}`]) {
            const { status, body } = await get(person, url);
            assert.deepEqual([status, body.code], [403, 'role-missing']);
          }
        const decided = await draftDecision(ADA, id, { verdict: 'approve', reason: REASON });
        assert.deepEqual([decided.status, decided.body.code], [403, 'role-missing']);
        assert.equal((await stage.call('GET', '/reviews')).status, 401);
        const scopeless = await stage.tokenOf(STELLA, { scp: 'Accounts.Read' });
        const written = await stage.call('POST', `/reviews/${id}/decisions`, {
          token: scopeless,
          body: { verdict: 'approve', reason: REASON },
        });
        assert.deepEqual([written.status, written.body.code], [403, 'insufficient-scope']);
      });

      test('without a second factor that is bound to exactly this decision, by exactly this person', async () => {
        const [one, two] = await Promise.all(
          ['approve', 'decline'].map(
            async (verdict) => (await draftDecision(STELLA, id, { verdict, reason: REASON })).body as DecisionDocument,
          ),
        );
        assert.ok(one && two);
        const path = `/decisions/${one.id}/confirmation`;
        const ordinary = await stage.call('POST', path, { token: await stage.tokenOf(STELLA) });
        assert.deepEqual([ordinary.status, ordinary.body.code], [401, 'second-factor-needed']);
        assert.match(String(ordinary.headers['www-authenticate']), /insufficient_user_authentication/);
        const otherOne = await stage.call('POST', path, { token: await stage.stepUp(STELLA, two) });
        assert.deepEqual([otherOne.status, otherOne.body.code], [401, 'proof-not-bound']);
        const otherPerson = await stage.call('POST', path, { token: await stage.stepUp(SAM, one) });
        assert.deepEqual([otherPerson.status, otherPerson.body.code], [404, 'no-such-decision']);
        const roleless = await stage.call('POST', path, { token: await stage.stepUp({ sub: 'stella' }, one) });
        assert.deepEqual([roleless.status, roleless.body.code], [403, 'role-missing']);
        stage.clock.now = new Date(stage.clock.now.getTime() + 15 * 60_000);
        const late = await stage.call('POST', path, { token: await stage.stepUp(STELLA, one) });
        assert.deepEqual([late.status, late.body.code], [410, 'decision-expired']);
      });

      test('for one that is unknown, malformed, without a reason, or too large', async () => {
        const statuses = async (reviewId: string, body: object) => (await draftDecision(STELLA, reviewId, body)).status;
        assert.equal(await statuses('unknown', { verdict: 'approve', reason: REASON }), 404);
        assert.equal(await statuses(id, { verdict: 'maybe', reason: REASON }), 400);
        assert.equal(await statuses(id, { verdict: 'approve' }), 400);
        assert.equal(await statuses(id, { verdict: 'approve', reason: '  short  ' }), 422);
        assert.equal(await statuses(id, { verdict: 'approve', reason: 'x'.repeat(1001) }), 400);
        const unknown = await draftDecision(STELLA, id, { verdict: 'record-consent', reason: REASON, consentId: 'x' });
        assert.deepEqual([unknown.status, unknown.body.code], [409, 'consent-unknown']);
        assert.equal((await get(STELLA, '/reviews/unknown')).status, 404);
        const asked = await stage.call('POST', '/consents/question', { body: { token: 'x'.repeat(43) } });
        assert.deepEqual([asked.status, asked.body.code], [404, 'link-unknown']);
        assert.equal((await stage.call('POST', '/consents', { body: { token: 'x', answer: 'maybe' } })).status, 400);
      });

      test('to take effect on a policy that lapsed meanwhile; declining it stays possible', async () => {
        await sql`update api_policy set status = 'lapsed' where number = 'SUR-100001'`.execute(stage.db);
        const approved = await decide(STELLA, id, { verdict: 'approve' });
        assert.deepEqual([approved.status, approved.body.code], [412, 'policy-changed']);
        assert.equal((await queue()).waiting, 1);
        await sql`update api_policy set status = 'in-force' where number = 'SUR-100001'`.execute(stage.db);
      });

      test('when it is too large to be read', async () => {
        const { status } = await draftDecision(STELLA, id, { verdict: 'approve', reason: 'x'.repeat(2 * 1024 * 1024) });
        assert.equal(status, 413);
        assert.equal(
          (await stage.call('POST', '/consents', { body: { token: 'x'.repeat(2 * 1024 * 1024) } })).status,
          413,
        );
      });

      test('twice: of two decisions at once one counts', async () => {
        const drafts = await Promise.all(
          [STELLA, SAM].map(async (person) => ({
            person,
            decision: (await draftDecision(person, id, { verdict: 'approve', reason: REASON }))
              .body as DecisionDocument,
          })),
        );
        const done = await Promise.all(drafts.map(({ person, decision }) => carryOut(person, decision)));
        assert.deepEqual(
          done.map(({ status }) => status).sort(),
          [200, 409],
          JSON.stringify(done.map(({ body }) => body)),
        );
        const [first] = drafts;
        assert.ok(first);
        assert.equal((await carryOut(first.person, first.decision)).status, 409);
      });
    });

    test('nobody decides on a change of their own policy, whichever of their sign-ins they use', async () => {
      await restart();
      await confirm(BEN, await stage.draft(BEN, NUMBER));
      const [{ id = '' } = {}] = (await queue()).reviews;
      const { consents } = await file(id);
      const issuer = sql<string>`(select issuer from api_policyholder where subject = 'ben')`;
      await sql`insert into api_linked_subject (issuer, subject, policyholder_id, linked_at) select ${issuer}, 'ben-again',
        id, 0 from api_policyholder where subject = 'ben'`.execute(stage.db);
      const again = { sub: 'ben-again', emails: ['ben@work.example'], extension_Roles: 'staff' };
      assert.match((await file(id, again)).whyNotYou ?? '', /request of their own/);
      for (const body of [
        { verdict: 'decline' },
        { verdict: 'record-consent', consentId: consents[0]?.id, reason: 'letter of 1 November, signature compared' },
      ]) {
        const refused = await decide(again, id, body);
        assert.deepEqual([refused.status, refused.body.code], [409, 'own-request']);
      }
    });

    test('whoever is signed in without an address decides nothing: whether the change concerns them cannot be told', async () => {
      await restart();
      await confirm(BEN, await stage.draft(BEN, NUMBER));
      const [{ id = '' } = {}] = (await queue()).reviews;
      const { consents } = await file(id);
      const nameless = { sub: 'stella', extension_Roles: 'staff' };
      assert.match((await file(id, nameless)).whyNotYou ?? '', /no e-mail address/);
      for (const body of [
        { verdict: 'approve' },
        { verdict: 'decline' },
        { verdict: 'record-consent', consentId: consents[0]?.id, reason: 'letter of 1 November, signature compared' },
      ]) {
        const refused = await decide(nameless, id, body);
        assert.deepEqual([refused.status, refused.body.code], [409, 'address-unknown']);
      }
    });

    test('a paper that was recorded is not recorded again: who recorded it first still does not approve', async () => {
      await restart();
      await confirm(BEN, await stage.draft(BEN, NUMBER));
      const [{ id = '' } = {}] = (await queue()).reviews;
      const { consents } = await file(id);
      const paperOf = (consentId: string | undefined) => ({
        verdict: 'record-consent',
        consentId,
        reason: 'letter of 1 November, signature compared',
      });
      const [first] = consents;
      const late = (await draftDecision(SAM, id, paperOf(first?.id))).body as DecisionDocument;
      for (const consent of consents) assert.equal((await decide(STELLA, id, paperOf(consent.id))).status, 200);
      for (const again of [await carryOut(SAM, late), await decide(SAM, id, paperOf(first?.id))])
        assert.deepEqual([again.status, again.body.code], [409, 'answered']);
      const own = await decide(STELLA, id, { verdict: 'approve' });
      assert.deepEqual([own.status, own.body.code], [409, 'recorded-consent']);
    });

    test('staff who hold no policy are not entered as policyholders, and get no first policy', async () => {
      await restart();
      assert.deepEqual(await stage.register(STELLA), { email: 'stella@demo.example', policies: 0 });
      assert.deepEqual((await get(STELLA, '/policies')).body.policies.length, 0);
      const rows = await sql`select 1 from api_policyholder where email = 'stella@demo.example'`.execute(stage.db);
      assert.equal(rows.rows.length, 0);
    });
  });
}
