import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { ConsentQuestionDocument } from '@surety/api-contract';
import { formFields } from '../testing/test-browser.ts';
import { startTestPortal, type TestPortal } from '../testing/test-portal.ts';

const TOKEN = 'a'.repeat(43);
const PAGE = `/consents/${TOKEN}`;

const question: ConsentQuestionDocument = {
  policyNumber: 'SUR-200001',
  reason: 'community-property',
  name: 'Ada Demo',
  insuredName: 'Ben Demo',
  before: { class: 'primary', allocation: 7_000 },
  after: { class: 'primary', allocation: 5_000 },
  expiresAt: '2026-12-23T10:00:00.000Z',
};

describe('the page that asks for a consent', () => {
  let portal: TestPortal;
  before(async () => {
    portal = await startTestPortal();
  });
  after(() => portal.close());

  const open = async (ask: ConsentQuestionDocument = question) => {
    portal.api.state.consents.set(TOKEN, ask);
    const browser = portal.browser();
    const page = await browser.get(PAGE);
    return { browser, page, fields: formFields(page.body, '/consents') };
  };

  test('says what changes for this person, answers nothing by being opened, and lets no Referer carry the link', async () => {
    const { page } = await open();
    assert.equal(page.statusCode, 200);
    for (const words of ['Ada Demo', 'Ben Demo', 'SUR-200001', '70\u00a0%', '50\u00a0%', 'December 23, 2026'])
      assert.ok(page.body.includes(words), words);
    assert.equal(page.headers['referrer-policy'], 'strict-origin');
    assert.equal(page.headers['cache-control'], 'no-store');
    assert.equal(portal.api.state.consents.get(TOKEN), question);
    const removed = await open({ ...question, after: undefined });
    assert.match(removed.page.body, /Not named any more/);
  });

  test('takes a consent that is signed with the name, and keeps what was typed when it is not', async () => {
    const { browser, fields } = await open();
    const refused = await browser.post('/consents', { ...fields, signature: 'Ada Wrong', answer: 'given' });
    assert.equal(refused.statusCode, 422);
    assert.match(refused.body, /<a href="#signature">/);
    assert.match(refused.body, /value="Ada Wrong"/);
    const done = await browser.post('/consents', { ...fields, signature: 'Ada Demo', answer: 'given' });
    assert.match(done.body, /You have consented/);
    assert.equal(portal.api.state.consents.get(TOKEN), 'given');
    const again = await browser.get(PAGE);
    assert.equal(again.statusCode, 409);
    assert.match(again.body, /This was answered before/);
  });

  test('takes a refusal without a name, and whatever is no consent is one', async () => {
    for (const answer of ['refused', 'maybe']) {
      const { browser, fields } = await open();
      const done = await browser.post('/consents', { ...fields, answer });
      assert.match(done.body, /You have refused/);
      assert.equal(portal.api.state.consents.get(TOKEN), 'refused');
    }
  });

  test('does nothing for a link that was cut, is unknown, or a form of another browser', async () => {
    const browser = portal.browser();
    for (const path of ['/consents/short', `/consents/${'b'.repeat(43)}`]) {
      const page = await browser.get(path);
      assert.equal(page.statusCode, 404);
      assert.match(page.body, /This link is not complete/);
    }
    const { fields } = await open();
    const foreign = await portal.browser().post('/consents', { ...fields, answer: 'refused' });
    assert.equal(foreign.statusCode, 403);
    assert.equal(portal.api.state.consents.get(TOKEN), question);
  });
});
