import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { aReview } from '../testing/a-review.ts';
import { formFields, type TestBrowser } from '../testing/test-browser.ts';
import { signIn, startTestPortal, type TestPortal } from '../testing/test-portal.ts';
import { ADA, STELLA } from '../testing/test-tokens.ts';

const REVIEW = '/staff/reviews/review-1';
const DECISIONS = `${REVIEW}/decisions`;
const REASON = 'called back, everything agrees';
const SAM = { ...STELLA, sub: 'sam-0004', name: 'Sam Demo', emails: ['sam@demo.example'] };

describe('the pages of the staff', () => {
  let portal: TestPortal;
  let browser: TestBrowser;
  before(async () => {
    portal = await startTestPortal();
  });
  after(() => portal.close());
  beforeEach(async () => {
    portal.api.state.reviews.set('review-1', aReview());
    portal.provider.state.person = STELLA;
    browser = portal.browser();
    await signIn(portal, browser);
  });

  const decide = async (fields: Record<string, string>) => {
    const page = await browser.get(REVIEW);
    return browser.post(DECISIONS, { ...formFields(page.body, DECISIONS), consent_id: '', ...fields });
  };

  test('are for people with the role alone, and only they are shown the way', async () => {
    assert.match((await browser.get('/policies')).body, /href="\/staff\/reviews"/);
    const other = portal.browser();
    portal.provider.state.person = ADA;
    await signIn(portal, other);
    assert.doesNotMatch((await other.get('/policies')).body, /\/staff\/reviews/);
    for (const path of ['/staff/reviews', REVIEW]) assert.equal((await other.get(path)).statusCode, 403);
    const nobody = await portal.browser().get(REVIEW);
    assert.equal(nobody.headers.location, `/sign-in?return_to=${encodeURIComponent(REVIEW)}`);
  });

  test('list what waits page by page, and say that looking is recorded', async () => {
    for (let index = 1; index <= 30; index += 1)
      portal.api.state.reviews.set(`review-${index}`, aReview({ id: `review-${index}` }));
    const first = (await browser.get('/staff/reviews')).body;
    assert.match(first, /30 changes wait\. .*recorded in the audit/);
    const next = /href="([^"]+)">Changes that have waited less long</.exec(first)?.[1] ?? '';
    const second = (await browser.get(next)).body;
    assert.deepEqual(
      [first, second].map((body) => body.split('/staff/reviews/review-').length - 1),
      [25, 5],
    );
    assert.doesNotMatch(second, /waited less long/);
    for (let index = 2; index <= 30; index += 1) portal.api.state.reviews.delete(`review-${index}`);
  });

  test('list what waits without names, and show one with what the decision needs', async () => {
    const queue = await browser.get('/staff/reviews');
    assert.match(queue.body, /Policy SUR-100001/);
    assert.doesNotMatch(queue.body, /Byron King/);
    const page = (await browser.get(REVIEW)).body;
    for (const words of ['Byron King', 'Eve Demo', 'ada@demo.example', 'TX', 'Somebody else has to agree', 'Awaited'])
      assert.ok(page.includes(words), words);
    assert.equal((await browser.get('/staff/reviews/unknown')).statusCode, 404);
  });

  test('a decision goes through a second factor that is bound to it, and is carried out once', async () => {
    const start = await decide({ verdict: 'decline', reason: REASON });
    const location = String(start.headers.location);
    assert.match(location, /b2c_1_signupsignin1_mfa/i);
    assert.match(new URL(location).searchParams.get('nonce') ?? '', /^challenge-of-decision-/);
    const back = await browser.get(portal.provider.approve(location));
    assert.equal(back.headers.location, '/staff/reviews?notice=decided');
    assert.match((await browser.follow(back)).body, /Your decision is carried out/);
    assert.equal(portal.api.state.reviews.size, 0);
  });

  test('what was typed survives a refusal, with the error beside its field and in the summary', async () => {
    const refused = await decide({ verdict: 'approve', reason: 'too short' });
    assert.equal(refused.statusCode, 422);
    assert.match(refused.body, /<a href="#reason">Give the reason/);
    assert.match(refused.body, /aria-invalid="true">too short<\/textarea>/);
    assert.equal((await decide({ verdict: 'maybe', reason: REASON })).statusCode, 422);
  });

  test('and a session that ended meanwhile', async () => {
    const page = await browser.get(REVIEW);
    const fields = {
      ...formFields(page.body, DECISIONS),
      consent_id: 'consent-1',
      verdict: 'record-consent',
      reason: REASON,
    };
    portal.time.now = new Date(portal.time.now.getTime() + 60 * 60_000);
    const sent = await browser.post(DECISIONS, fields);
    assert.match(String(sent.headers.location), /^\/sign-in\?return_to=/);
    const start = await browser.get(String(sent.headers.location));
    const back = await browser.get(portal.provider.approve(String(start.headers.location)));
    const resumed = await browser.get(String(back.headers.location));
    assert.ok(resumed.body.includes(`>${REASON}</textarea>`));
  });

  test('and a policy service that is away', async () => {
    const fields = { ...formFields((await browser.get(REVIEW)).body, DECISIONS), consent_id: '', verdict: 'decline' };
    portal.api.state.isAway = true;
    const away = await browser.post(DECISIONS, { ...fields, reason: REASON });
    portal.api.state.isAway = false;
    assert.equal(away.statusCode, 503);
    const [, href = ''] = /href="([^"]+resume=1)"/.exec(away.body) ?? [];
    assert.ok((await browser.get(href)).body.includes(`>${REASON}</textarea>`));
  });

  test('and a second factor that was left, and is forgotten once the decision is carried out', async () => {
    const start = await decide({ verdict: 'decline', reason: REASON });
    const state = new URL(String(start.headers.location)).searchParams.get('state') ?? '';
    const error = { error: 'access_denied', error_description: 'AADB2C90091: The user has cancelled.' };
    const left = await browser.get(`/sign-in/callback?${new URLSearchParams({ state, ...error })}`);
    assert.equal(left.headers.location, `${REVIEW}?notice=decision-cancelled`);
    assert.ok((await browser.follow(left)).body.includes(`>${REASON}</textarea>`));
    const again = await decide({ verdict: 'decline', reason: REASON });
    await browser.get(portal.provider.approve(String(again.headers.location)));
    assert.equal(portal.api.state.reviews.size, 0);
    portal.api.state.reviews.set('review-1', aReview());
    assert.ok(!(await browser.get(`${REVIEW}?resume=1`)).body.includes(REASON));
  });

  test('but is never shown to a colleague who signs in next with the same browser', async () => {
    const fields = { ...formFields((await browser.get(REVIEW)).body, DECISIONS), consent_id: '', verdict: 'decline' };
    portal.api.state.isAway = true;
    const away = await browser.post(DECISIONS, { ...fields, reason: REASON });
    portal.api.state.isAway = false;
    const [, href = ''] = /href="([^"]+resume=1)"/.exec(away.body) ?? [];
    portal.provider.state.person = SAM;
    await signIn(portal, browser);
    const page = await browser.get(href);
    assert.equal(page.statusCode, 200);
    assert.ok(!page.body.includes(REASON));
  });

  test('a recorded consent leads back to the file', async () => {
    const start = await decide({ verdict: 'record-consent', consent_id: 'consent-1', reason: REASON });
    portal.api.state.reviews.set('review-1', aReview());
    const back = await browser.get(portal.provider.approve(String(start.headers.location)));
    assert.equal(back.headers.location, `${REVIEW}?notice=consent-recorded`);
  });

  test('nothing is decided for a form of another site, by another person, or when it was decided meanwhile', async () => {
    assert.equal((await browser.post(DECISIONS, { verdict: 'approve', reason: REASON })).statusCode, 422);
    const foreign = await browser.post(
      DECISIONS,
      {},
      { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
    );
    assert.equal(foreign.statusCode, 403);
    const other = await decide({ verdict: 'decline', reason: REASON });
    const asAda = await browser.get(portal.provider.approve(String(other.headers.location), ADA));
    assert.equal(asAda.statusCode, 403);
    const late = await decide({ verdict: 'decline', reason: REASON });
    portal.api.state.reviews.clear();
    const page = await browser.get(portal.provider.approve(String(late.headers.location)));
    assert.equal(page.statusCode, 409);
    assert.match(page.body, /Nothing was decided/);
  });

  test('who may not decide is told why, and offered no button', async () => {
    portal.api.state.reviews.set('review-1', aReview({ whyNotYou: 'Nobody decides on a request of their own.' }));
    const page = (await browser.get(REVIEW)).body;
    assert.match(page, /Nobody decides on a request of their own. Somebody else has to./);
    assert.doesNotMatch(page, /name="verdict"/);
  });
});
