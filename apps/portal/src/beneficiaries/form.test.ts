import assert from 'node:assert/strict';
import { after, beforeEach, describe, test } from 'node:test';
import { browserOfAda, FORM, SECOND, send } from '../testing/beneficiaries-form.ts';
import { aPolicy } from '../testing/builders.ts';
import { formFields, type TestBrowser } from '../testing/test-browser.ts';
import { startTestPortal } from '../testing/test-portal.ts';
import { ADA, BEN } from '../testing/test-tokens.ts';

const portal = await startTestPortal();
after(() => portal.close());
let browser: TestBrowser;
beforeEach(async () => {
  browser = await browserOfAda(portal);
});

describe('the form', () => {
  test('shows each broken rule beside its field and keeps everything that was typed', async () => {
    const response = await send(browser, {
      ...SECOND,
      'beneficiaries/0/name': '',
      'beneficiaries/1/bornOn': '2999-01-01',
      'beneficiaries/1/allocation': '12,345',
      'beneficiaries/1/email': 'not an address',
    });
    assert.equal(response.statusCode, 422);
    assert.match(response.body, /There is a problem/);
    assert.match(response.body, /id="beneficiaries\/0\/name-error"/);
    assert.match(response.body, /This date is in the future/);
    const fields = formFields(response.body, FORM);
    assert.equal(fields['beneficiaries/1/name'], 'Anne Isabella King');
    assert.equal(fields['beneficiaries/1/allocation'], '12,345');
    assert.equal(fields['beneficiaries/1/email'], 'not an address');
    assert.equal(fields['beneficiaries/1/distribution'], 'per-stirpes');
    assert.equal(portal.api.state.endorsements.size, 0);
  });

  test('adds each kind, moves, removes and shares equally, by buttons alone', async () => {
    let page = await browser.get(FORM);
    const press = async (action: string, change: Record<string, string> = {}) => {
      page = await browser.post(FORM, { ...formFields(page.body, FORM), ...change, action });
      assert.equal(page.statusCode, 200, action);
    };
    for (const kind of ['person', 'trust', 'organisation', 'estate']) await press(`add:contingent:${kind}`);
    await press('add:primary:person');
    await press('share:contingent', { 'beneficiaries/1/name': 'Kept while buttons are pressed' });
    let fields = formFields(page.body, FORM);
    assert.equal(fields['beneficiaries/1/name'], 'Kept while buttons are pressed');
    assert.equal(fields['beneficiaries/4/kind'], 'estate');
    assert.equal(fields['beneficiaries/4/allocation'], '25');
    await press('move:1');
    fields = formFields(page.body, FORM);
    assert.equal(fields['beneficiaries/1/class'], 'primary');
    await press('share:primary');
    assert.equal(formFields(page.body, FORM)['beneficiaries/5/allocation'], '33.34');
    await press('remove:0');
    assert.equal(formFields(page.body, FORM)['beneficiaries/0/name'], 'Kept while buttons are pressed');
  });

  test('asks for an adult custodian of a minor', async () => {
    const response = await send(browser, { ...SECOND, 'beneficiaries/1/bornOn': '2020-01-01' });
    assert.equal(response.statusCode, 422);
    assert.match(response.body, /Name an adult custodian: a beneficiary under 18/);
    assert.match(response.body, /<details class="custodian" open>/);
  });

  test('refuses what another site sends', async () => {
    const fields = formFields((await browser.get(FORM)).body, FORM);
    const forged = { ...fields, csrf_token: '', action: 'review' };
    assert.equal((await browser.post(FORM, forged, { 'sec-fetch-site': 'cross-site' })).statusCode, 403);
    assert.equal((await browser.post(FORM, fields, { origin: 'https://evil.example' })).statusCode, 403);
    assert.equal(portal.api.state.endorsements.size, 0);
    const rows = await portal.db.selectFrom('portal_parked_form').selectAll().execute();
    assert.equal(rows.length, 0);
  });

  test('is closed, with the reason, when the policy does not allow a change', async () => {
    portal.api.own(ADA.sub, aPolicy({ status: 'lapsed', whyBeneficiariesAreFixed: 'This policy has lapsed.' }));
    const response = await browser.get(FORM);
    assert.equal(response.statusCode, 409);
    assert.match(response.body, /This policy has lapsed/);
    const policy = await browser.get('/policies/SUR-100001');
    assert.doesNotMatch(policy.body, /Change beneficiaries/);
  });

  test("of another person's policy is not found", async () => {
    portal.api.own(BEN.sub);
    assert.equal((await browser.get(FORM)).statusCode, 404);
    assert.equal((await browser.get('/policies/SUR-100001')).statusCode, 404);
  });

  test('takes any body without falling over', async () => {
    const token = formFields((await browser.get(FORM)).body, FORM).csrf_token ?? '';
    for (const fields of [
      { action: 'remove:99' },
      { action: 'add:primary:dragon' },
      { 'beneficiaries/0/class': 'nobility', 'beneficiaries/0/kind': '__proto__', action: 'review' },
      {
        'beneficiaries/0/class': 'primary',
        'beneficiaries/0/kind': 'person',
        'beneficiaries/0/custodianName': 'x'.repeat(600),
      },
      Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`beneficiaries/${index}/class`, 'primary'])),
      { __proto__: 'x', constructor: 'y', version: '\u0000' },
    ]) {
      const response = await browser.post(FORM, { ...fields, csrf_token: token } as Record<string, string>);
      assert.ok(response.statusCode < 500, `${JSON.stringify(fields)} ${response.statusCode}`);
    }
    const large = await browser.post(FORM, { csrf_token: token, version: 'x'.repeat(300_000) });
    assert.equal(large.statusCode, 413);
  });
});
