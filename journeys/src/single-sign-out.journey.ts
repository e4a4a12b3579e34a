import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { startIdentity } from './stage/identity.ts';
import { demoPerson } from './stage/people.ts';
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
});
