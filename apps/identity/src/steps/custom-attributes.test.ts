import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { inTransaction } from '@surety/database';
import { DEMO_STAFF, seedDemoPeople } from '../accounts/demo-people.ts';
import { readGivenAttributes, setAttributes } from '../accounts/set-attributes.ts';
import type { Tenant } from '../tenant/tenant.ts';
import { addPerson, begin, newestCode, PASSWORD, PROFILE_FLOW } from '../testing/a-person.ts';
import { aTenant } from '../testing/a-tenant.ts';
import { answerOf, aRequest, askToken, claimsOf, codeForm, tokens } from '../testing/sign-in.ts';
import { faultOf, heldBy, type Shown } from '../testing/test-browser.ts';
import { createTestIdentity, type TestIdentity } from '../testing/test-identity.ts';

/** Two attributes that are asked for, and one that only operators set. */
function withCustomAttributes(): Tenant {
  const tenant = aTenant();
  const asked = ['extension_ShoeSize', 'extension_Newsletter', 'extension_Club'] as const;
  return {
    ...tenant,
    customAttributes: [
      ...tenant.customAttributes,
      { name: 'ShoeSize', type: 'number', label: 'Shoe size', labels: { es: 'Número de calzado' } },
      { name: 'Newsletter', type: 'boolean', label: 'Send me the newsletter' },
      { name: 'Club', type: 'string', label: 'Club' },
    ],
    userFlows: tenant.userFlows.map((flow) => ({
      ...flow,
      attributes: ['given_name', ...asked],
      claims: [...flow.claims.filter((claim) => claim !== 'extension_Roles'), ...asked, 'extension_Roles'],
    })),
  };
}

describe('custom attributes', () => {
  let identity: TestIdentity;
  before(async () => {
    identity = await createTestIdentity({ tenant: withCustomAttributes() });
  });
  after(() => identity.close());

  const claimsAt = async (end: Shown) => {
    const code = answerOf({ headers: { location: end.url } }).get('code') ?? '';
    return claimsOf((await askToken(identity, codeForm(code))).body.id_token);
  };
  const toDetails = async (email: string) => {
    const { browser, page } = await begin(identity);
    const asked = await browser.press(await browser.press(page, 'sign-up'), 'continue', { email });
    return { browser, page: await browser.press(asked, 'continue', { code: await newestCode(identity) }) };
  };
  const secret = { password: PASSWORD, confirmation: PASSWORD, given_name: 'Nia' };

  test('are called as the language of the page calls them, where it has a name of its own', async () => {
    const { browser, page } = await toDetails('calzado@demo.example');
    const spanish = await browser.press(page, 'language:es', { ...secret, extension_ShoeSize: 'grande' });
    assert.match(spanish.html, />Número de calzado \(opcional\)</);
    assert.match(spanish.html, /Send me the newsletter</);
    const refused = await browser.press(spanish, 'continue', secret);
    assert.equal(faultOf(refused, 'extension_ShoeSize'), '«Número de calzado» debe ser un número entero.');
  });

  test('are asked for by their type and returned in it', async () => {
    const { browser, page } = await toDetails('typed@demo.example');
    assert.match(page.html, /<input id="extension_Newsletter" [^>]*type="checkbox"/);
    assert.match(page.html, /<input id="extension_ShoeSize" [^>]*inputmode="numeric"/);
    const typed = { extension_ShoeSize: '42', extension_Newsletter: 'true', extension_Club: 'Harriers' };
    const claims = await claimsAt(await browser.press(page, 'continue', { ...secret, ...typed }));
    assert.deepEqual(
      [claims.extension_ShoeSize, claims.extension_Newsletter, claims.extension_Club],
      [42, true, 'Harriers'],
    );
  });

  test('a box that was not ticked is false, and an empty field is no claim', async () => {
    const { browser, page } = await toDetails('empty@demo.example');
    const end = await browser.press(page, 'continue', secret);
    const claims = await claimsAt(end);
    assert.deepEqual([claims.extension_Newsletter, 'extension_Club' in claims], [false, false]);
  });

  test('what does not fit the type or the length is refused beside its field', async () => {
    const { browser, page } = await toDetails('wrong@demo.example');
    const typed = { extension_ShoeSize: '42.5', extension_Club: 'x'.repeat(251) };
    const refused = await browser.press(page, 'continue', { ...secret, ...typed });
    assert.equal(faultOf(refused, 'extension_ShoeSize'), 'Shoe size must be a whole number.');
    assert.equal(faultOf(refused, 'extension_Club'), 'Club may have up to 250 characters.');
    assert.equal(heldBy(refused, 'extension_ShoeSize'), '42.5');
    const large = await browser.press(page, 'continue', { ...secret, extension_ShoeSize: '2147483648' });
    assert.equal(faultOf(large, 'extension_ShoeSize'), 'Shoe size must be a whole number.');
  });

  test('one that no user flow collects is not taken from a form', async () => {
    const email = 'thief@demo.example';
    const { browser, page } = await toDetails(email);
    const end = await browser.press(page, 'continue', { ...secret, extension_Roles: 'staff' });
    assert.equal('extension_Roles' in (await claimsAt(end)), false);
    const edit = await begin(identity, PROFILE_FLOW, {}, browser);
    await browser.press(edit.page, 'continue', { ...secret, extension_Roles: 'staff' });
    assert.equal((await identity.services.accounts.findByEmail(email))?.attributes.extension_Roles, undefined);
  });

  test('an operator sets it, which ends the sessions and refresh tokens of before', async () => {
    const account = await addPerson(identity, { email: 'promoted@demo.example' });
    const run = { accountId: account.id };
    const { refresh_token } = await tokens(identity, aRequest(), run);
    identity.clock.now = new Date(identity.clock.now.getTime() + 1000);
    const read = readGivenAttributes(identity.services.tenant, account.attributes, { extension_Roles: 'staff audit' });
    assert.ok('attributes' in read);
    const change = { accountId: account.id, attributes: read.attributes };
    await inTransaction(identity.services.db, (open) => setAttributes(identity.services, open, change));
    const renewed = await askToken(identity, { grant_type: 'refresh_token', refresh_token: String(refresh_token) });
    assert.equal(renewed.status, 400);
    const { access_token, id_token } = await tokens(identity, aRequest(), run);
    assert.equal(claimsOf(access_token).extension_Roles, 'staff audit');
    assert.equal(claimsOf(id_token).extension_Roles, 'staff audit');
    assert.equal(claimsOf(id_token).given_name, 'Grace');
  });

  test('an operator is told what is wrong, and takes one away by leaving it empty', () => {
    const { tenant } = identity.services;
    assert.deepEqual(readGivenAttributes(tenant, { extension_Roles: 'staff', city: 'Graz' }, { extension_Roles: '' }), {
      attributes: { city: 'Graz' },
    });
    const given = { extension_Rolls: 'staff', extension_ShoeSize: 'big' };
    assert.deepEqual(readGivenAttributes(tenant, {}, given), {
      faults: [
        'extension_Rolls: the tenant has no such attribute.',
        'extension_ShoeSize: Shoe size must be a whole number.',
      ],
    });
    const hundred = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`extension_Old${index}`, 'x']));
    assert.deepEqual(readGivenAttributes(tenant, hundred, { extension_Roles: 'staff' }), {
      faults: ['One account holds up to 100 custom attributes.'],
    });
  });

  test('a declaration that changed its type leaves out what does not fit', async () => {
    const account = await identity.addAccount({ attributes: { extension_ShoeSize: 'large', extension_Club: 'A' } });
    const { id_token } = await tokens(identity, aRequest(), { accountId: account.id });
    const claims = claimsOf(id_token);
    assert.deepEqual(['extension_ShoeSize' in claims, claims.extension_Club], [false, 'A']);
  });

  test('the demo staff are staff by their access token', async () => {
    await seedDemoPeople(identity.services);
    for (const { id, attributes } of DEMO_STAFF) {
      assert.equal(attributes.extension_Roles, 'staff');
      const { access_token } = await tokens(identity, aRequest(), { accountId: id });
      assert.equal(claimsOf(access_token).extension_Roles, 'staff');
    }
  });
});
