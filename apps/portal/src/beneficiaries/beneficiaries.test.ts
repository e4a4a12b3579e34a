import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { after, before, beforeEach, describe, test } from 'node:test';
import { aPerson, aPolicy } from '../testing/builders.ts';
import { formFields, type TestBrowser } from '../testing/test-browser.ts';
import { signIn, startTestPortal, type TestPortal } from '../testing/test-portal.ts';
import { ADA, BEN } from '../testing/test-tokens.ts';

const FORM = '/policies/SUR-100001/beneficiaries';

let portal: TestPortal;
let browser: TestBrowser;
before(async () => {
  portal = await startTestPortal();
});
after(() => portal.close());
beforeEach(async () => {
  const { api, provider } = portal;
  provider.state.tampering = {};
  api.state.endorsements.clear();
  api.state.policies.clear();
  api.state.stepUpFlow = 'b2c_1_signupsignin1_mfa';
  api.state.demandsProof = true;
  api.own(ADA.sub);
  browser = portal.browser();
  await signIn(portal, browser);
});

/** Opens the form, fills it in, and presses a button. */
async function send(change: Record<string, string>, action = 'review') {
  const fields = formFields((await browser.get(FORM)).body, FORM);
  return browser.post(FORM, { ...fields, ...change, action });
}

const SECOND = {
  'beneficiaries/0/allocation': '60',
  'beneficiaries/1/class': 'primary',
  'beneficiaries/1/kind': 'person',
  'beneficiaries/1/name': 'Anne Isabella King',
  'beneficiaries/1/relationship': 'child',
  'beneficiaries/1/bornOn': '1991-09-22',
  'beneficiaries/1/allocation': '40',
  'beneficiaries/1/distribution': 'per-stirpes',
};

/** Drafts a change and answers where it is reviewed. */
async function draft(): Promise<string> {
  const response = await send(SECOND);
  assert.equal(response.statusCode, 303, response.body);
  return String(response.headers.location);
}

/** Presses Confirm on the review page; answers the address of the step-up. */
async function confirm(change: string): Promise<string> {
  const page = await browser.get(change);
  const action = `${change}/confirmation`;
  const response = await browser.post(action, formFields(page.body, action));
  assert.equal(response.statusCode, 303, response.body);
  return String(response.headers.location);
}

const ownDesignation = () => portal.api.state.policies.get('SUR-100001')?.policy.designation;

test('a change is drafted, reviewed, confirmed with a second factor, and stands as a numbered endorsement', async () => {
  const change = await draft();
  const review = await browser.get(change);
  assert.match(review.body, /Check your change/);
  assert.match(review.body, /Added/);
  assert.match(review.body, /Changed/);
  assert.match(review.body, /no contingent beneficiary/);
  const stepUp = new URL(await confirm(change));
  assert.match(stepUp.pathname, /\/b2c_1_signupsignin1_mfa\//);
  assert.equal(stepUp.searchParams.get('nonce'), 'challenge-of-draft-1', 'bound to this draft');
  assert.equal(stepUp.searchParams.get('login_hint'), 'ada@demo.example');
  assert.equal(stepUp.searchParams.get('prompt'), null);
  assert.equal(ownDesignation()?.length, 1, 'nothing has changed yet');
  const done = await browser.get(portal.provider.approve(stepUp.href));
  const page = await browser.follow(done);
  assert.match(page.body, /Your beneficiaries are changed/);
  assert.match(page.body, /SUR-100001-E0001/);
  assert.equal(ownDesignation()?.length, 2);
  assert.match((await browser.get('/policies/SUR-100001')).body, /Endorsement SUR-100001-E0001/);
});

test('a recorded change has a confirmation to print, for its policyholder alone; a draft has none', async () => {
  const change = await draft();
  const early = await browser.get(`${change}/confirmation.pdf`);
  assert.equal(early.statusCode, 409);
  assert.match(String(early.headers['content-type']), /text\/html/);
  const page = await browser.follow(await browser.get(portal.provider.approve(await confirm(change))));
  assert.match(page.body, new RegExp(`href="${change}/confirmation.pdf"`));
  assert.match((await browser.get('/policies/SUR-100001')).body, new RegExp(`href="${change}/confirmation.pdf"`));
  const printed = await browser.get(`${change}/confirmation.pdf`);
  assert.equal(printed.headers['content-type'], 'application/pdf');
  assert.equal(printed.headers['cache-control'], 'no-store');
  assert.equal(printed.headers['content-disposition'], 'attachment; filename="SUR-100001-E0001.pdf"');
  assert.equal(printed.body, '%PDF of SUR-100001-E0001');
  const stranger = await portal.browser().get(`${change}/confirmation.pdf`);
  assert.equal(stranger.headers.location, `/sign-in?return_to=${encodeURIComponent(change)}`);
});

test('the confirm page lets its form be redirected to the provider, and no other page anywhere else', async () => {
  const policy = (await browser.get(await draft())).headers['content-security-policy'];
  assert.match(String(policy), new RegExp(`form-action 'self' ${portal.provider.origin} `));
});

test('the step-up, and nothing else, asks for the password as well where that is set', async () => {
  const strict = await startTestPortal({}, { STEP_UP_PROMPT: 'login' });
  const visitor = strict.browser();
  strict.api.own(ADA.sub);
  await signIn(strict, visitor);
  const start = await visitor.get('/sign-in');
  assert.equal(new URL(String(start.headers.location)).searchParams.get('prompt'), null);
  const fields = formFields((await visitor.get(FORM)).body, FORM);
  const change = String((await visitor.post(FORM, { ...fields, ...SECOND, action: 'review' })).headers.location);
  const action = `${change}/confirmation`;
  const stepUp = await visitor.post(action, formFields((await visitor.get(change)).body, action));
  assert.equal(new URL(String(stepUp.headers.location)).searchParams.get('prompt'), 'login');
  await strict.close();
});

test("the step-up's tokens serve one confirmation and are never stored", async () => {
  const before = await portal.db.selectFrom('portal_token_cache').selectAll().orderBy('session_hash').execute();
  const stepUp = await confirm(await draft());
  const issued = portal.provider.state.issued.length;
  const done = await browser.get(portal.provider.approve(stepUp));
  const fresh = portal.provider.state.issued.slice(issued);
  assert.ok(fresh.length > 0);
  await browser.follow(done);
  await browser.get('/policies');
  const rows = await portal.db.selectFrom('portal_token_cache').selectAll().orderBy('session_hash').execute();
  assert.deepEqual(rows, before);
  const uses = portal.api.state.tokens.filter((token) => fresh.includes(token));
  assert.equal(uses.length, 1, 'one call to the api');
  assert.ok(!portal.log.join('').includes(fresh[0] ?? 'missing'));
});

describe('a confirmation is refused', () => {
  test('when another person comes back from the step-up', async () => {
    const stepUp = await confirm(await draft());
    const response = await browser.get(portal.provider.approve(stepUp, BEN));
    assert.equal(response.statusCode, 403);
    assert.match(response.body, /Another person/);
    assert.equal(ownDesignation()?.length, 1);
    assert.match((await browser.get('/account')).body, /Ada Lovelace/);
  });

  test('when the session that asked has ended meanwhile', async () => {
    const stepUp = await confirm(await draft());
    await signIn(portal, browser);
    const response = await browser.get(portal.provider.approve(stepUp));
    assert.match(String(response.headers.location), /^\/sign-in\?return_to=%2Fchanges/);
    assert.equal(ownDesignation()?.length, 1);
  });

  test('when the ID token is of another user flow than the api asked for', async () => {
    const stepUp = await confirm(await draft());
    portal.provider.state.tampering = { claims: (claims) => ({ ...claims, tfp: 'B2C_1_signupsignin1' }) };
    assert.equal((await browser.get(portal.provider.approve(stepUp))).statusCode, 401);
    assert.equal(ownDesignation()?.length, 1);
  });

  test('when the callback is played back', async () => {
    const stepUp = await confirm(await draft());
    const path = portal.provider.approve(stepUp);
    await browser.get(path);
    assert.equal((await browser.get(path)).statusCode, 400);
  });

  test("when the api's challenge names something that is no user flow", async () => {
    portal.api.state.stepUpFlow = '../../evil/oauth2';
    const change = await draft();
    const action = `${change}/confirmation`;
    const response = await browser.post(action, formFields((await browser.get(change)).body, action));
    assert.equal(response.statusCode, 409);
  });

  test('when the draft has expired; what was entered can be taken up again', async () => {
    const change = await draft();
    const stepUp = await confirm(change);
    portal.time.now = new Date(portal.time.now.getTime() + 16 * 60_000);
    const response = await browser.get(portal.provider.approve(stepUp));
    assert.equal(response.statusCode, 410);
    const page = await browser.get(change);
    assert.match(page.body, /This change waited too long/);
    const again = await browser.get(`${FORM}?from=draft-1`);
    assert.match(again.body, /Anne Isabella King/);
  });

  test('when the policy has changed since; what was entered can be taken up again', async () => {
    const stepUp = await confirm(await draft());
    const held = portal.api.state.policies.get('SUR-100001');
    if (held) held.version += 1;
    const response = await browser.get(portal.provider.approve(stepUp));
    assert.equal(response.statusCode, 412);
    assert.match(response.body, /See the change and what you can do/);
  });

  test('when it was confirmed already', async () => {
    const change = await draft();
    const action = `${change}/confirmation`;
    const fields = formFields((await browser.get(change)).body, action);
    await browser.get(portal.provider.approve(await confirm(change)));
    assert.equal((await browser.post(action, fields)).statusCode, 409);
  });

  test('without the form token, with that of another session, or from another site', async () => {
    const change = await draft();
    const action = `${change}/confirmation`;
    const other = portal.browser();
    await signIn(portal, other);
    const theirs = formFields((await other.get('/account')).body, '/sign-out');
    const own = formFields((await browser.get(change)).body, action);
    assert.equal((await browser.post(action, {})).statusCode, 403);
    assert.equal((await browser.post(action, theirs)).statusCode, 403);
    assert.equal((await browser.post(action, own, { 'sec-fetch-site': 'cross-site' })).statusCode, 403);
  });

  test('when cancelled at the provider, with a sentence on the review page', async () => {
    const stepUp = new URL(await confirm(await draft()));
    const query = new URLSearchParams({
      error: 'access_denied',
      error_description: 'AADB2C90091: The user has cancelled entering self-asserted information.\r\n',
      state: stepUp.searchParams.get('state') ?? '',
    });
    const page = await browser.follow(await browser.get(`/sign-in/callback?${query}`));
    assert.match(page.body, /You did not finish the confirmation/);
    assert.match(page.body, /Check your change/);
  });
});

describe('the form', () => {
  test('shows each broken rule beside its field and keeps everything that was typed', async () => {
    const response = await send({
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
    const response = await send({ ...SECOND, 'beneficiaries/1/bornOn': '2020-01-01' });
    assert.equal(response.statusCode, 422);
    assert.match(response.body, /Name an adult custodian: a beneficiary under 18/);
    assert.match(response.body, /<details class="custodian" open>/);
  });

  test('keeps what was typed when the policy changed meanwhile, and shows what changed', async () => {
    const opened = formFields((await browser.get(FORM)).body, FORM);
    await browser.get(portal.provider.approve(await confirm(await draft())));
    const late = await browser.post(FORM, {
      ...opened,
      'beneficiaries/0/name': 'Typed Meanwhile',
      action: 'review',
    });
    assert.equal(late.statusCode, 412);
    assert.match(late.body, /has changed since you opened this page/);
    assert.match(late.body, /Endorsement SUR-100001-E0001/);
    const fields = formFields(late.body, FORM);
    assert.equal(fields['beneficiaries/0/name'], 'Typed Meanwhile');
    const again = await browser.post(FORM, { ...fields, action: 'review' });
    assert.equal(again.statusCode, 303);
  });

  test('comes back after a sign-in when the session had ended, in this browser alone', async () => {
    const fields = formFields((await browser.get(FORM)).body, FORM);
    portal.time.now = new Date(portal.time.now.getTime() + 31 * 60_000);
    const parked = await browser.post(FORM, { ...fields, ...SECOND, action: 'review' });
    assert.equal(parked.headers.location, `/sign-in?return_to=${encodeURIComponent(`${FORM}?resume=1`)}`);
    const stranger = portal.browser();
    await signIn(portal, stranger);
    assert.doesNotMatch((await stranger.get(`${FORM}?resume=1`)).body, /Anne Isabella King/);
    const back = await signIn(portal, browser, `${FORM}?resume=1`);
    const page = await browser.follow(back);
    assert.match(page.body, /Here is what you had entered/);
    assert.match(page.body, /Anne Isabella King/);
    assert.equal((await browser.post(FORM, { ...formFields(page.body, FORM), action: 'review' })).statusCode, 303);
    const rows = await portal.db.selectFrom('portal_parked_form').selectAll().execute();
    assert.equal(rows.length, 0, 'it is not kept longer than needed');
  });

  test('is shown again, and does nothing, when it carries the token of an earlier session', async () => {
    const fields = formFields((await browser.get(FORM)).body, FORM);
    await signIn(portal, browser);
    const response = await browser.post(FORM, { ...fields, ...SECOND, action: 'review' });
    assert.equal(response.statusCode, 422);
    assert.match(response.body, /send it once more/);
    assert.match(response.body, /Anne Isabella King/);
    assert.equal(portal.api.state.endorsements.size, 0);
  });

  test('is kept while the policy service is away, in this browser alone, and comes back as it was', async () => {
    const fields = formFields((await browser.get(FORM)).body, FORM);
    portal.api.state.isAway = true;
    const away = await browser.post(FORM, { ...fields, ...SECOND, action: 'review' });
    const untrusted = await browser.post(FORM, { ...fields, ...SECOND, csrf_token: 'another', action: 'review' });
    portal.api.state.isAway = false;
    for (const { statusCode, headers } of [away, untrusted])
      assert.deepEqual([statusCode, headers['retry-after']], [503, '10']);
    assert.match(away.body, /What you entered is kept/);
    const [, href = ''] = /href="([^"]+resume=1)"/.exec(away.body) ?? [];
    const rows = await portal.db.selectFrom('portal_parked_form').selectAll().execute();
    assert.deepEqual([rows.length, /Isabella/.test(JSON.stringify(rows))], [1, false], 'sealed');
    const page = await browser.get(href);
    assert.match(page.body, /Anne Isabella King/);
    assert.match(page.body, /Here is what you had entered/);
    const stranger = portal.browser();
    await signIn(portal, stranger);
    assert.doesNotMatch((await stranger.get(href)).body, /Anne Isabella King/);
    assert.equal((await browser.post(FORM, { ...formFields(page.body, FORM), action: 'review' })).statusCode, 303);
    assert.deepEqual(await portal.db.selectFrom('portal_parked_form').selectAll().execute(), []);
  });

  test('is kept when the provider wants a sign-in before the policy service can be asked', async () => {
    const fields = formFields((await browser.get(FORM)).body, FORM);
    await portal.db.deleteFrom('portal_token_cache').execute();
    const parked = await browser.post(FORM, { ...fields, ...SECOND, action: 'review' });
    assert.equal(parked.headers.location, `/sign-in?return_to=${encodeURIComponent(`${FORM}?resume=1`)}`);
    const page = await browser.follow(await signIn(portal, browser, `${FORM}?resume=1`));
    assert.match(page.body, /Anne Isabella King/);
    assert.equal((await browser.post(FORM, { ...formFields(page.body, FORM), action: 'review' })).statusCode, 303);
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

  test('is not kept for anybody who never had a session, however the token was come by', async () => {
    const stranger = portal.browser();
    assert.equal((await stranger.post(FORM, { version: 'x'.repeat(60_000) })).statusCode, 403);
    const link = `/reversals/${'A'.repeat(43)}`;
    const { csrf_token = '' } = formFields((await stranger.get(link)).body, '/reversals');
    const mark = hash('sha256', stranger.cookies.get('surety_portal_browser') ?? '', 'base64url');
    stranger.cookies.set('surety_portal', `reversal:${mark}`);
    assert.equal((await stranger.post(FORM, { csrf_token })).statusCode, 403, 'a token of another form');
    assert.deepEqual(await portal.db.selectFrom('portal_parked_form').selectAll().execute(), []);
  });

  test('says how to go on without losing anything when the browser has forgotten its session', async () => {
    const fields = formFields((await browser.get(FORM)).body, FORM);
    browser.cookies.delete('surety_portal');
    const response = await browser.post(FORM, { ...fields, ...SECOND, action: 'review' });
    assert.equal(response.statusCode, 403);
    assert.match(response.body, /Sign in in another tab/);
    await signIn(portal, browser);
    const again = await browser.post(FORM, { ...fields, ...SECOND, action: 'review' });
    assert.match(again.body, /Anne Isabella King/);
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

test('markup in names is shown as text on every page', async () => {
  const script = '<script>alert(1)</script>"\'><img src=x onerror=alert(1)>';
  portal.api.own(ADA.sub, aPolicy({ designation: [aPerson(script)], insured: undefined }));
  await signIn(portal, browser);
  const other = portal.browser();
  const start = await other.get('/sign-in');
  await other.get(portal.provider.approve(String(start.headers.location), { ...ADA, name: script, city: script }));
  const pages = ['/policies', '/policies/SUR-100001', FORM, '/account', '/claims'];
  for (const page of pages) {
    const { body, statusCode } = await other.get(page);
    assert.equal(statusCode, 200, page);
    assert.doesNotMatch(body, /<script>alert|<img src=x/, page);
  }
  const answer = await send({ 'beneficiaries/0/name': script, 'beneficiaries/0/relationship': script });
  assert.doesNotMatch(answer.body, /<script>alert|<img src=x/);
});

test('a notice in an address is one of ours or none', async () => {
  for (const name of ['<b>hello</b>', '__proto__', 'constructor']) {
    const { body, statusCode } = await browser.get(`/?notice=${encodeURIComponent(name)}`);
    assert.equal(statusCode, 200);
    assert.doesNotMatch(body, /page-notice|<b>hello/);
  }
});

test('every claim is listed with its meaning, unknown ones too, and times as dates', async () => {
  portal.provider.state.tampering = { claims: (claims) => ({ ...claims, extension_Shoe: { size: 42 } }) };
  await signIn(portal, browser);
  const { body } = await browser.get('/claims');
  assert.match(body, /extension_Shoe/);
  assert.match(body, /this portal does not use it/);
  assert.match(body, /{&quot;size&quot;:42}/);
  assert.match(body, /Which user flow ran/);
  assert.match(body, new RegExp(`${portal.time.now.getUTCFullYear()} at \\d\\d:\\d\\d UTC`));
});

test('a person without policies is told so, and by which address they are looked for', async () => {
  portal.api.state.policies.clear();
  assert.match((await browser.get('/policies')).body, /no policies under your name yet/);
});

test('GET requests of pages change nothing at the api', async () => {
  await draft();
  const before = JSON.stringify([...portal.api.state.endorsements.values(), ...portal.api.state.policies.values()]);
  for (const page of ['/policies', '/policies/SUR-100001', FORM, `${FORM}?from=draft-1`, '/changes/draft-1'])
    assert.equal((await browser.get(page)).statusCode, 200, page);
  const now = JSON.stringify([...portal.api.state.endorsements.values(), ...portal.api.state.policies.values()]);
  assert.equal(now, before);
});
