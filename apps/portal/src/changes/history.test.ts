import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { aPerson, aPolicy } from '../testing/builders.ts';
import { signIn, startTestPortal, type TestPortal } from '../testing/test-portal.ts';
import { ADA } from '../testing/test-tokens.ts';

const HISTORY = '/policies/SUR-100001/changes';
const CHANGES = 45;

let portal: TestPortal;
before(async () => {
  portal = await startTestPortal();
  const { policies, endorsements } = portal.api.state;
  policies.set('SUR-100001', { owner: ADA.sub, version: 1, policy: aPolicy() });
  for (let index = 1; index <= CHANGES; index += 1)
    endorsements.set(`change-${index}`, {
      id: `change-${index}`,
      policyNumber: 'SUR-100001',
      status: 'effective',
      number: `SUR-100001-E${String(index).padStart(4, '0')}`,
      before: [],
      after: [aPerson('Byron King')],
      warnings: [],
      draftedAt: '2026-11-23T10:00:00.000Z',
      expiresAt: '2026-11-23T10:15:00.000Z',
      confirmedAt: '2026-11-23T10:01:00.000Z',
      basedOn: index,
      subject: ADA.sub,
    });
});
after(() => portal.close());

test('a long history is read page by page, and the page of the policy shows the newest', async () => {
  const browser = portal.browser();
  await signIn(portal, browser);
  const numbersOn = (body: string) =>
    [...body.matchAll(/>Endorsement SUR-100001-E(\d+)</g)].map(([, number]) => Number(number));
  const seen: number[] = [];
  let path: string | undefined = HISTORY;
  while (path !== undefined) {
    const { body, statusCode } = await browser.get(path);
    assert.equal(statusCode, 200);
    assert.equal(body.includes('Newest changes'), path !== HISTORY);
    seen.push(...numbersOn(body));
    path = /href="([^"]+)">Earlier changes</.exec(body)?.[1];
  }
  assert.deepEqual(
    seen,
    Array.from({ length: CHANGES }, (_, index) => CHANGES - index),
  );
  assert.deepEqual(numbersOn((await browser.get('/policies/SUR-100001')).body), [45, 44, 43, 42, 41, 40]);
});
