import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { startIdentity } from './stage/identity.ts';
import { appCode, demoPerson, signIn } from './stage/people.ts';
import { type SmallApplication, startSmallApplication } from './stage/small-application.ts';
import { type Surety, startSurety } from './stage/surety.ts';
import { aVisitor, launchBrowser, type Visitor } from './stage/visitor.ts';

const TENANT = 'contoso.onmicrosoft.com';
const FLOW = 'B2C_1_susi';

const registrationOf = ({ name, origin }: SmallApplication, id: string) => ({
  id,
  name,
  kind: 'web',
  secrets: ['a-secret-for-this-journey-only'],
  redirectUris: [`${origin}/back`],
  postLogoutRedirectUris: [`${origin}/`],
  frontChannelLogoutUri: `${origin}/out`,
});

describe('single sign-out', () => {
  const folder = mkdtempSync(join(tmpdir(), 'surety-single-'));
  const ids = ['aaaaaaaa-0000-4000-8000-000000000001', 'aaaaaaaa-0000-4000-8000-000000000002'] as const;
  let identity: Awaited<ReturnType<typeof startIdentity>>;
  let shop: SmallApplication;
  let club: SmallApplication;
  let browser: Browser;
  before(async () => {
    [shop, club, browser] = await Promise.all([
      startSmallApplication('Shop'),
      startSmallApplication('Club'),
      launchBrowser(),
    ]);
    const file = join(folder, 'tenant.json');
    const applications = [registrationOf(shop, ids[0]), registrationOf(club, ids[1])];
    const userFlows = [{ name: FLOW, kind: 'sign-up-and-sign-in' }];
    const tenant = { id: '11111111-2222-4333-8444-555555555555', name: TENANT, userFlows, applications };
    writeFileSync(file, JSON.stringify(tenant));
    identity = await startIdentity({ TENANT_FILE: file });
  });
  after(async () => {
    await browser.close();
    await identity.stop();
    await Promise.all([shop.stop(), club.stop()]);
    rmSync(folder, { recursive: true });
  });

  const endpoint = (name: string, query: Record<string, string>): string =>
    `${identity.origin}/${TENANT}/${FLOW}/oauth2/v2.0/${name}?${new URLSearchParams(query)}`;
  const signInAt = ({ origin }: SmallApplication, id: string): string =>
    endpoint('authorize', {
      client_id: id,
      redirect_uri: `${origin}/back`,
      response_type: 'code',
      scope: 'openid',
      nonce: 'a-nonce',
    });

  async function signInToBoth(visitor: Visitor): Promise<void> {
    const { email, password } = demoPerson('Ada');
    await visitor.visit(signInAt(shop, ids[0]));
    await visitor.fill('E-mail address', email);
    await visitor.fill('Password', password);
    await visitor.press('Sign in');
    await visitor.sees('Shop: signed in');
    await visitor.visit(signInAt(club, ids[1]));
    await visitor.sees('Club: signed in');
  }

  const signOutAtShop = () => endpoint('logout', { post_logout_redirect_uri: `${shop.origin}/` });

  for (const script of [true, false]) {
    test(`a sign-out at one application signs out of the other as well, ${script ? 'with' : 'without'} script`, async () => {
      const visitor = await aVisitor(browser, { script, width: 360 });
      await signInToBoth(visitor);
      await visitor.page.goto(signOutAtShop());
      await visitor.page.waitForURL(`${shop.origin}/`);
      await visitor.visit(club.origin);
      await visitor.sees('Club: signed out');
      await visitor.visit(signInAt(club, ids[1]));
      await visitor.sees('Password');
      await visitor.leave();
    });
  }

  test('an application that does not answer holds nobody up', async () => {
    const visitor = await aVisitor(browser, { script: true });
    await signInToBoth(visitor);
    club.fallSilent();
    await visitor.page.goto(signOutAtShop(), { waitUntil: 'commit' });
    await visitor.page.waitForURL(`${shop.origin}/`);
    assert.equal(new URL(visitor.page.url()).origin, shop.origin);
    await visitor.leave();
  });

  test('without script it offers to go on by hand', async () => {
    const visitor = await aVisitor(browser);
    const { email, password } = demoPerson('Ada');
    await visitor.visit(signInAt(shop, ids[0]));
    await visitor.fill('E-mail address', email);
    await visitor.fill('Password', password);
    await visitor.press('Sign in');
    await visitor.page.goto(signInAt(club, ids[1]), { waitUntil: 'commit' }).catch(() => undefined);
    await visitor.page.goto(signOutAtShop(), { waitUntil: 'commit' });
    await visitor.page.getByRole('link', { name: 'Continue' }).click();
    await visitor.page.waitForURL(`${shop.origin}/`);
    await visitor.leave();
  });
});

describe('single sign-out and our own portal', () => {
  let surety: Surety;
  let browser: Browser;
  before(async () => {
    [surety, browser] = await Promise.all([startSurety(), launchBrowser()]);
  });
  after(async () => {
    await browser.close();
    await surety.stop();
  });

  test('a sign-out that another application begins signs out of the portal', async () => {
    const { email, password } = demoPerson('Ada');
    const visitor = await aVisitor(browser);
    await visitor.visit(`${surety.portal}/policies`);
    await visitor.fill('E-mail address', email);
    await visitor.fill('Password', password);
    await visitor.press('Sign in');
    await visitor.sees('Term life');
    await visitor.visit(`${surety.identity}/surety.onmicrosoft.com/B2C_1_signupsignin1/oauth2/v2.0/logout`);
    await visitor.sees('You are signed out');
    await visitor.visit(`${surety.portal}/policies`);
    await visitor.sees('Password');
    await visitor.leave();
  });

  /** Opens the portal's account page again and again until the sign-in page comes instead. */
  async function untilSignedOut({ page }: Visitor): Promise<void> {
    for (let tries = 0; tries < 100; tries += 1) {
      await page.goto(`${surety.portal}/account`);
      if (new URL(page.url()).origin !== surety.portal) return;
    }
    assert.fail('the portal goes on showing the account');
  }

  test('who ends all sign-ins, or changes the password, is signed out of the portal in every browser at once', async () => {
    const carla = demoPerson('Carla');
    const [here, elsewhere, ada] = (await Promise.all([1, 2, 3].map(() => aVisitor(browser)))) as [
      Visitor,
      Visitor,
      Visitor,
    ];
    await signIn(ada, surety, demoPerson('Ada'));
    await signIn(here, surety, carla);
    await signIn(elsewhere, surety, carla);
    await here.press('Account');
    await here.press('Security and data');
    await here.fill('Code from your app', appCode(carla.appSecret ?? ''));
    await here.press('Verify code');
    await here.press('Look');
    await here.press('End all');
    await here.sees('Everything is signed out.');
    await untilSignedOut(elsewhere);
    await signIn(elsewhere, surety, carla);
    await here.press('Back to your account');
    await here.press('Change');
    await here.fill('Your present password', carla.password);
    await here.fill('New password', 'Distant-Thunder-77');
    await here.fill('Confirm new password', 'Distant-Thunder-77');
    await here.press('Change the password');
    await here.sees('Your password is changed');
    await untilSignedOut(elsewhere);
    await ada.visit(`${surety.portal}/account`);
    await ada.sees('Ada Demo');
    await here.press('Done');
    assert.equal(here.page.url(), `${surety.portal}/account`, 'who changed it goes on');
    for (const visitor of [here, elsewhere, ada]) await visitor.leave();
  });
});
