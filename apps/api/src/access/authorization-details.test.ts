import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { ContactChangeDocument, DecisionDocument, ReviewQueueDocument } from '@surety/api-contract';
import { changeInLines, contactChangeInLines, contactFieldsOf } from '@surety/insurance';
import { type Transaction, transactionDetails } from '@surety/oauth';
import type { JWTPayload } from 'jose';
import { STELLA } from '../testing/people.ts';
import { ADA, aProposal, BEN, type Stage, setStage } from '../testing/stage.ts';

/** Something that waits for proof, and the words for exactly it. */
type Waiting = { person: JWTPayload; path: string; challenge?: string | undefined; transaction: Transaction };

describe('a token that says what its person authorized (RFC 9396)', () => {
  let stage: Stage;
  before(async () => {
    stage = await setStage();
    await stage.register(ADA);
    await stage.register(BEN);
  });
  after(() => stage.strike());

  const aChange = async (name: string): Promise<Waiting> => {
    const draft = await stage.draft(ADA, 'SUR-100001', aProposal({ name }));
    return { person: ADA, path: `/endorsements/${draft.id}`, ...draft, transaction: changeInLines(draft) };
  };
  const aContactChange = async (phone: string): Promise<Waiting> => {
    const token = await stage.tokenOf(ADA);
    const { body, headers } = await stage.call('GET', '/policyholder/contact', { token });
    const drafted = await stage.call('POST', '/policyholder/contact/changes', {
      token,
      headers: { 'if-match': String(headers.etag) },
      body: { ...contactFieldsOf(body.contact), phone },
    });
    assert.equal(drafted.status, 201, JSON.stringify(drafted.body));
    const change = drafted.body as ContactChangeDocument;
    const path = `/contact-changes/${change.id}`;
    return { person: ADA, path, challenge: change.challenge, transaction: contactChangeInLines(change) };
  };
  const aDecision = async (): Promise<Waiting> => {
    const held = await stage.draft(BEN, 'SUR-200001');
    assert.equal((await stage.confirm(held.id, await stage.stepUp(BEN, held))).body.status, 'in-review');
    const token = await stage.tokenOf(STELLA);
    const { reviews } = (await stage.call('GET', '/reviews', { token })).body as ReviewQueueDocument;
    const body = { verdict: 'decline', reason: 'called back, nobody asked for it' };
    const drafted = await stage.call('POST', `/reviews/${reviews[0]?.id}/decisions`, { token, body });
    const { id, challenge } = drafted.body as DecisionDocument;
    const transaction = { title: 'Decline a change under review', lines: [] };
    return { person: STELLA, path: `/decisions/${id}`, challenge, transaction };
  };
  const confirm = async ({ person, path, challenge }: Waiting, details: unknown) =>
    stage.call('POST', `${path}/confirmation`, {
      token: await stage.stepUp(person, { challenge }, { authorization_details: details }),
    });

  for (const [what, make] of [
    ['a change of beneficiaries', () => aChange('Eve Demo')],
    ['a change of contact data', () => aContactChange('+12025550177')],
    ['a decision', aDecision],
  ] as const)
    test(`confirms ${what} in its own words, and with no others`, async () => {
      const waiting = await make();
      const [own] = transactionDetails(waiting.transaction);
      for (const details of [
        [{ ...own, title: 'Nothing of importance' }],
        [{ ...own, lines: [...own.lines, 'and 1 more'] }],
        [{ ...own, type: 'payment_initiation' }],
        ...[[own, own], [], 'nothing', null],
      ]) {
        const { status, body, headers } = await confirm(waiting, details);
        assert.deepEqual([status, body.code], [401, 'proof-not-bound'], JSON.stringify(details));
        assert.match(String(headers['www-authenticate']), /insufficient_user_authentication/);
      }
      const confirmed = await confirm(waiting, [own]);
      assert.equal(confirmed.status, 200, JSON.stringify(confirmed.body));
    });

  test('confirms no other change of the same policy', async () => {
    const shown = await aChange('Cleo Demo');
    const other = await aChange('Mallory Demo');
    const { status, body } = await confirm(other, transactionDetails(shown.transaction));
    assert.deepEqual([status, body.code], [401, 'proof-not-bound']);
  });
});
