import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { aPerson, aPolicy } from '../testing/builders.ts';
import { formFields, type TestBrowser } from '../testing/test-browser.ts';
import { signIn, startTestPortal, type TestPortal } from '../testing/test-portal.ts';
import { ADA } from '../testing/test-tokens.ts';

const FORM = '/policies/SUR-100001/beneficiaries';
const OTHER = 'also_on/SUR-100002';

describe('the form', () => {
  let portal: TestPortal;
  let browser: TestBrowser;
  before(async () => {
    portal = await startTestPortal();
  });
  after(() => portal.close());
  beforeEach(async () => {
    const { state, own } = portal.api;
    state.endorsements.clear();
    state.policies.clear();
    own(ADA.sub);
    own(ADA.sub, aPolicy({ number: 'SUR-100002', kind: 'whole-life', designation: [aPerson('Cleo Demo')] }));
    own(ADA.sub, aPolicy({ number: 'SUR-100003', status: 'lapsed' }));
    browser = portal.browser();
    await signIn(portal, browser);
  });

  const send = async (change: Record<string, string>, action = 'review') => {
    const fields = formFields((await browser.get(FORM)).body, FORM);
    return browser.post(FORM, { ...fields, ...change, action });
  };
  const NAMED = { 'beneficiaries/0/name': 'Eve Demo' };
  const laterDay = () => new Date(portal.time.now.getTime() + 30 * 86_400_000).toISOString().slice(0, 10);

  test('asks for a later day, and the page of the change says that it waits', async () => {
    const drafted = await send({ ...NAMED, effective_on: laterDay() });
    assert.equal(drafted.statusCode, 303, drafted.body);
    const change = String(drafted.headers.location);
    assert.match((await browser.get(change)).body, /takes effect on/);
    const action = `${change}/confirmation`;
    const start = await browser.post(action, formFields((await browser.get(change)).body, action));
    const back = await browser.get(portal.provider.approve(String(start.headers.location)));
    const page = await browser.follow(back);
    assert.match(page.body, /Your change waits for its day/);
    const policy = await browser.get('/policies/SUR-100001');
    assert.match(policy.body, /Waits for its day/);
    const history = await browser.get('/policies/SUR-100001/changes');
    assert.match(history.body, /Eve Demo/);
  });

  test('says beside the field that an earlier day is not possible, and keeps what was typed', async () => {
    const refused = await send({ ...NAMED, effective_on: '2020-01-01' });
    assert.equal(refused.statusCode, 422);
    assert.match(refused.body, /<a href="#effective_on">A change cannot count from a day before it is signed/);
    const fields = formFields(refused.body, FORM);
    assert.deepEqual([fields.effective_on, fields['beneficiaries/0/name']], ['2020-01-01', 'Eve Demo']);
  });

  test('offers other policies that may be changed, and shows before and after of each', async () => {
    const page = (await browser.get(FORM)).body;
    assert.match(page, /Whole life SUR-100002/);
    assert.doesNotMatch(page, /SUR-100003/);
    const drafted = await send({ ...NAMED, [OTHER]: '"1"' });
    assert.equal(drafted.statusCode, 303, drafted.body);
    const change = await browser.get(String(drafted.headers.location));
    for (const words of ['Before and after, on 2 policies', 'Policy SUR-100002', 'Cleo Demo'])
      assert.ok(change.body.includes(words), words);
    const again = await browser.get(`${FORM}?from=draft-1`);
    assert.equal(formFields(again.body, FORM)[OTHER], '"1"');
  });

  test('when another of them changed meanwhile, it is shown, chosen still, and counts when it is sent again', async () => {
    const held = portal.api.state.policies.get('SUR-100002');
    assert.ok(held);
    const fields = { ...formFields((await browser.get(FORM)).body, FORM), ...NAMED, [OTHER]: '"1"', action: 'review' };
    held.version = 2;
    const stale = await browser.post(FORM, fields);
    assert.equal(stale.statusCode, 412);
    assert.match(stale.body, /The policy has changed since you opened this page/);
    assert.deepEqual(
      [formFields(stale.body, FORM)[OTHER], formFields(stale.body, FORM)['beneficiaries/0/name']],
      ['"2"', 'Eve Demo'],
    );
    const sent = await browser.post(FORM, { ...formFields(stale.body, FORM), action: 'review' });
    assert.equal(sent.statusCode, 303);
  });

  test('marks a beneficiary as irrevocable, and keeps the mark', async () => {
    const added = await send({ 'beneficiaries/0/irrevocable': 'yes' }, 'add:contingent:estate');
    const fields = formFields(added.body, FORM);
    assert.equal(fields['beneficiaries/0/irrevocable'], 'yes');
    assert.equal((added.body.match(/type="checkbox" id="beneficiaries/g) ?? []).length, 1, 'the estate cannot be');
    const drafted = await send({ 'beneficiaries/0/irrevocable': 'yes' });
    assert.match((await browser.get(String(drafted.headers.location))).body, /Irrevocable: not to be taken away/);
  });

  test('says where the remainder of equal shares went, and mends a total that is off with one press', async () => {
    const row = (index: number, allocation: string) => ({
      [`beneficiaries/${index}/class`]: 'primary',
      [`beneficiaries/${index}/kind`]: 'person',
      [`beneficiaries/${index}/name`]: `Heir ${index}`,
      [`beneficiaries/${index}/relationship`]: 'child',
      [`beneficiaries/${index}/bornOn`]: '1990-01-01',
      [`beneficiaries/${index}/allocation`]: allocation,
    });
    const three = { 'beneficiaries/0/allocation': '50', ...row(1, '20'), ...row(2, '20') };
    const shared = await send(three, 'share:primary');
    assert.match(shared.body, /33\.33 % each, and the last one gets 33\.34 %/);
    const refused = await send(three);
    assert.equal(refused.statusCode, 422);
    assert.match(refused.body, /value="rest:primary">Set the last share to 30 %/);
    const mended = await send(three, 'rest:primary');
    assert.equal(formFields(mended.body, FORM)['beneficiaries/2/allocation'], '30');
    const alone = await send({ 'beneficiaries/0/allocation': '' });
    assert.match(alone.body, /Set the share to 100 %/);
  });
});
