import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { EndorsementDocument } from '@surety/api-contract';
import { extractText, getDocumentProxy } from 'unpdf';
import { takeDueEffect } from '../endorsements/take-effect.ts';
import { ADA, aProposal, BEN, CALM, type Stage, setStage } from '../testing/stage.ts';

let stage: Stage;
before(async () => {
  stage = await setStage({ market: CALM });
  await stage.register(ADA);
  await stage.register(BEN);
});
after(() => stage.strike());

const confirmed = async (proposal = aProposal()): Promise<EndorsementDocument> => {
  const draft = await stage.draft(ADA, 'SUR-100001', proposal);
  return (await stage.confirm(draft.id, await stage.stepUp(ADA, draft))).body as EndorsementDocument;
};

async function ask(id: string, token: string) {
  const headers = { authorization: `Bearer ${token}` };
  return stage.app.inject({ method: 'GET', url: `/endorsements/${id}/confirmation.pdf`, headers });
}

async function print({ id }: { id: string }) {
  const response = await ask(id, await stage.tokenOf(ADA));
  assert.equal(response.statusCode, 200, response.body);
  const pdf = await getDocumentProxy(new Uint8Array(response.rawPayload));
  const { text } = await extractText(pdf, { mergePages: true });
  return { response, pdf, text: text.replace(/\s+/g, ' ') };
}

test('says the number, the policy, before and after, the day and the evidence, in real text', async () => {
  const endorsement = await confirmed(aProposal({ name: 'Łucja Παπαδοπούλου-Жукова', distribution: 'per-stirpes' }));
  const { response, text } = await print(endorsement);
  assert.equal(response.headers['content-type'], 'application/pdf');
  assert.equal(response.headers['content-disposition'], 'attachment; filename="SUR-100001-E0001.pdf"');
  assert.equal(response.headers['cache-control'], 'no-store');
  for (const words of [
    'Confirmation of endorsement SUR-100001-E0001',
    'Policy: SUR-100001',
    'Effective: November 23, 2026',
    'Confirmed with a second factor on November 23, 2026 at 10:00:00 AM UTC',
    '100 % Łucja Παπαδοπούλου-Жукова, friend, born January 2, 1990 (per stirpes',
  ])
    assert.ok(text.includes(words), `${words} is missing in: ${text}`);
  assert.match(text, /Before Primary beneficiaries 100 % Ben Demo, spouse, .*After Primary beneficiaries 100 % Łucja/);
  assert.doesNotMatch(text, /Undone/);
});

test('names its language and title, marks headings, and fits A4 and Letter', async () => {
  const { pdf } = await print(await confirmed(aProposal({ name: 'Another Heir' })));
  const { info } = (await pdf.getMetadata()) as { info: { Language?: string; Title?: string } };
  assert.deepEqual([info.Language, info.Title], ['en-US', 'Confirmation of endorsement SUR-100001-E0002']);
  const page = await pdf.getPage(1);
  const [, , width, height] = page.view;
  assert.ok(Number(width) <= 595.28 && Number(height) <= 792);
  const tree = JSON.stringify(await page.getStructTree());
  for (const role of ['H1', 'H2', 'H3', 'P']) assert.ok(tree.includes(`"role":"${role}"`), role);
});

test('goes on on a second page when many are named', async () => {
  const person = { class: 'primary', kind: 'person', relationship: 'friend', bornOn: '1990-01-02' };
  const beneficiaries = Array.from({ length: 20 }, (_, index) => {
    return { ...person, name: `Heir Number${index} ${'Long '.repeat(20)}`, allocation: 500 };
  });
  const { pdf, text } = await print(await confirmed({ beneficiaries }));
  assert.ok(pdf.numPages > 1);
  for (const { name } of beneficiaries) assert.ok(text.includes(name.trim()));
});

test('says that a change was undone, and which one a reversal undoes', async () => {
  const changed = await confirmed(aProposal({ name: 'Eve Evil' }));
  const letters = await stage.services.notices.due(stage.clock.now, 50);
  const letter = letters.find(({ body }) => body.includes(`${changed.number}.`))?.body;
  const token = /reversals\/([\w-]{43})/.exec(letter ?? '')?.[1];
  assert.equal((await stage.call('POST', '/reversals', { body: { token } })).status, 200);
  assert.match((await print(changed)).text, /State: Undone since by a later endorsement/);
  const history = await stage.call('GET', '/policies/SUR-100001/endorsements', { token: await stage.tokenOf(ADA) });
  const [reversal] = (history.body as { endorsements: EndorsementDocument[] }).endorsements;
  assert.ok(reversal);
  assert.ok((await print(reversal)).text.includes(`Undoes endorsement ${changed.number}, which was reported`));
});

test('says the day that was asked for, the other policies of the change, and who is irrevocable', async () => {
  const other = await setStage({ market: CALM });
  try {
    await other.register(ADA);
    const { etag } = await other.policy(ADA, 'SUR-100002');
    const alsoOn = [{ policyNumber: 'SUR-100002', etag }];
    const proposal = { ...aProposal({ irrevocable: true }), effectiveOn: '2026-11-30', alsoOn };
    const draft = await other.draft(ADA, 'SUR-100001', proposal);
    await other.confirm(draft.id, await other.stepUp(ADA, draft));
    other.clock.now = new Date('2026-11-30T00:00:01.000Z');
    assert.equal(await takeDueEffect(other.services), 1);
    const headers = { authorization: `Bearer ${await other.tokenOf(ADA)}` };
    const { rawPayload } = await other.app.inject({ url: `/endorsements/${draft.id}/confirmation.pdf`, headers });
    const { text } = await extractText(await getDocumentProxy(new Uint8Array(rawPayload)), { mergePages: true });
    const flat = text.replace(/\s+/g, ' ');
    for (const words of [
      'Asked for: From November 30, 2026',
      'One change together with: SUR-100002-E0001',
      'UTC (b2c_1_signupsignin1_mfa)',
      'born January 2, 1990, irrevocable',
    ])
      assert.ok(flat.includes(words), `${words} is missing in: ${flat}`);
  } finally {
    await other.strike();
  }
});

describe('is refused', () => {
  test('to anybody but the policyholder, without saying that it exists', async () => {
    const history = await stage.call('GET', '/policies/SUR-100001/endorsements', { token: await stage.tokenOf(ADA) });
    const [newest] = (history.body as { endorsements: EndorsementDocument[] }).endorsements;
    const response = await ask(newest?.id ?? '', await stage.tokenOf(BEN));
    assert.deepEqual([response.statusCode, response.json().code], [404, 'no-such-endorsement']);
    const scopeless = await ask(newest?.id ?? '', await stage.tokenOf(ADA, { scp: 'Accounts.Write' }));
    assert.equal(scopeless.statusCode, 403);
  });

  test('for a change that has not taken effect', async () => {
    const draft = await stage.draft(ADA, 'SUR-100002');
    const response = await ask(draft.id, await stage.tokenOf(ADA));
    assert.deepEqual([response.statusCode, response.json().code], [409, 'not-in-effect']);
  });
});
