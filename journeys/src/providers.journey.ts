import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { startExternalId, TENANT } from '../../apps/portal/src/testing/external-id.ts';
import {
  API,
  CLIENT_ID,
  CLIENT_SECRET,
  SECOND_FACTOR,
  startOpenidProvider,
} from '../../apps/portal/src/testing/openid/openid-provider.ts';
import { OPENID_CODE, PEOPLE } from '../../apps/portal/src/testing/openid/people.ts';
import { draftChild, proveByMail, row } from './stage/beneficiaries.ts';
import { demoPerson, policiesOf, signIn } from './stage/people.ts';
import { type Surety, startSurety } from './stage/surety.ts';
import { aVisitor, launchBrowser, type Visitor } from './stage/visitor.ts';

/** How a person gets through one kind of provider. */
type Provider = { signIn(visitor: Visitor): Promise<void>; prove(visitor: Visitor): Promise<void> };

const POLICY = 'SUR-100001';

/** The same person, the same policies, the same story; only the settings change from one provider to the next. */
describe('one portal, three kinds of provider', () => {
  let surety: Surety;
  let browser: Browser;
  const stops: (() => void)[] = [];
  before(async () => {
    [surety, browser] = await Promise.all([
      startSurety({ SESSION_SECRET: 'a-secret-for-all-restarts' }),
      launchBrowser(),
    ]);
  });
  after(async () => {
    await browser.close();
    await surety.stop();
    for (const stop of stops) stop();
  });

  async function tellStory(provider: Provider, change: (visitor: Visitor) => Promise<void>, endorsement: string) {
    const visitor = await aVisitor(browser);
    await visitor.visit(surety.portal);
    await visitor.press('Sign in');
    await provider.signIn(visitor);
    await visitor.press('Policies');
    await visitor.sees(POLICY);
    assert.equal(await visitor.page.locator('.policy-card').count(), policiesOf(demoPerson('Ada')));
    await change(visitor);
    await visitor.press('Confirm this change');
    assert.ok(!visitor.page.url().startsWith(surety.portal), 'the second factor is proven at the provider');
    await provider.prove(visitor);
    await visitor.sees('Your beneficiaries are changed');
    await visitor.sees(endorsement);
    await visitor.press('Sign out');
    if (!visitor.page.url().startsWith(surety.portal)) await visitor.press(/Yes, sign me out/);
    await visitor.visit(`${surety.portal}/policies`);
    assert.ok(!visitor.page.url().startsWith(surety.portal), 'both sessions have ended');
    await visitor.leave();
  }

  const removeChild = (visitor: Visitor) => remove(visitor, POLICY, 'Eve Demo');
  const removeParent = (visitor: Visitor) => remove(visitor, 'SUR-100002', 'Dora Demo');

  async function remove(visitor: Visitor, policy: string, name: string): Promise<void> {
    await visitor.visit(`${surety.portal}/policies/${policy}/beneficiaries`);
    await visitor.press(`Remove ${name}`);
    await row(visitor, 0).getByLabel('Share in percent').fill('100');
    await visitor.press('Review the change');
  }

  async function issuerOfIdentity(): Promise<string> {
    const address = `${surety.identity}/surety.onmicrosoft.com/B2C_1_signupsignin1/v2.0/.well-known/openid-configuration`;
    return ((await (await fetch(address)).json()) as { issuer: string }).issuer;
  }

  test('Azure AD B2C, embedded; then OpenID Connect; then External ID', async () => {
    const ada = demoPerson('Ada');
    const embedded: Provider = {
      async signIn(visitor) {
        await visitor.fill('E-mail address', ada.email);
        await visitor.fill('Password', ada.password);
        await visitor.press('Sign in');
      },
      prove: (visitor) => proveByMail(visitor, surety, ada.email),
    };
    await tellStory(embedded, (visitor) => draftChild(visitor, /^Term life/, 'Eve Demo'), `${POLICY}-E0001`);
    const FORMER_ISSUERS = await issuerOfIdentity();

    const openid = await startOpenidProvider({ portals: [surety.portal] });
    stops.push(openid.close);
    await surety.restart({
      PROVIDER_KIND: 'openid-connect',
      ISSUER_URL: openid.issuer,
      PORTAL_CLIENT_ID: CLIENT_ID,
      PORTAL_CLIENT_SECRET: CLIENT_SECRET,
      API_CLIENT_ID: API,
      API_RESOURCE: API,
      ACR_VALUES: SECOND_FACTOR,
      FORMER_ISSUERS,
    });
    const goOn = async (visitor: Visitor, code?: string): Promise<void> => {
      await visitor.fill('Address', PEOPLE[0]?.email ?? '');
      await visitor.fill('Password', PEOPLE[0]?.password ?? '');
      if (code) await visitor.fill('Code', code);
      await visitor.press('Go on');
    };
    const generic: Provider = { signIn: (visitor) => goOn(visitor), prove: (visitor) => goOn(visitor, OPENID_CODE) };
    await tellStory(generic, removeChild, `${POLICY}-E0002`);

    const secret = 'a-secret-of-the-stand-in';
    const clientId = 'b0100000-0000-4000-8000-00000000000b';
    const external = await startExternalId({ clientId, clientSecret: secret, now: () => new Date(), hasPages: true });
    stops.push(external.close);
    await surety.restart({
      PROVIDER_KIND: 'external-id',
      AUTHORITY_ORIGIN: 'https://contoso.ciamlogin.com',
      PROVIDER_BACK_CHANNEL: external.origin,
      TENANT_ID: TENANT,
      PORTAL_CLIENT_ID: clientId,
      PORTAL_CLIENT_SECRET: secret,
      API_CLIENT_ID: 'a9100000-0000-4000-8000-00000000000a',
      API_APP_ID_URI: 'api://a9100000-0000-4000-8000-00000000000a',
      AUTHENTICATION_CONTEXTS: 'c1',
      ACCEPT_UNBOUND_PROOF: 'true',
      ACCEPT_TOKEN_TIME_AS_PROOF_TIME: 'true',
      FORMER_ISSUERS,
    });
    const press: Provider['signIn'] = (visitor) => visitor.press('Go on');
    const microsoft: Provider = { signIn: press, prove: press };
    await tellStory(microsoft, removeParent, 'SUR-100002-E0001');
    assert.match(surety.output(), /proof-weakened/, 'what External ID cannot prove is said at the start');
  });
});

/** Sends the form of the review page as its button would, and answers where that leads instead of going there. */
async function whereConfirmLeads({ page }: Visitor, { portal }: Surety): Promise<URL> {
  const form = page.locator('form[action$="/confirmation"]');
  const fields = await form
    .locator('input')
    .evaluateAll((all) =>
      all.map((each) => each as unknown as { name: string; value: string }).map(({ name, value }) => [name, value]),
    );
  const action = `${portal}${await form.getAttribute('action')}`;
  const headers = { origin: portal, 'sec-fetch-site': 'same-origin' };
  const response = await page.request.post(action, { form: Object.fromEntries(fields), headers, maxRedirects: 0 });
  return new URL(response.headers().location ?? '');
}

describe('the page of the second factor', () => {
  let surety: Surety;
  let browser: Browser;
  before(async () => {
    [surety, browser] = await Promise.all([startSurety(), launchBrowser()]);
  });
  after(async () => {
    await browser.close();
    await surety.stop();
  });

  test('says what is confirmed, and a browser cannot change it', async () => {
    const visitor = await aVisitor(browser, { width: 360 });
    await signIn(visitor, surety, demoPerson('Carla'));
    await draftChild(visitor, /life/i, 'Eve Demo');
    const url = await whereConfirmLeads(visitor, surety);
    assert.deepEqual([...url.searchParams.keys()].sort(), ['client_id', 'request_uri'], 'nothing to change');
    const other = [{ type: 'urn:surety:transaction', title: 'Nothing of importance', lines: [] }];
    url.searchParams.set('authorization_details', JSON.stringify(other));
    await visitor.visit(url.href);
    await visitor.sees('You are confirming');
    await visitor.sees('Change beneficiaries');
    await visitor.sees(/Added: Eve Demo, 50/);
    assert.equal(await visitor.page.getByText('Nothing of importance').count(), 0);
    await visitor.visit(url.href);
    await visitor.sees(/SURETY10001/);
    await visitor.leave();
  });
});
