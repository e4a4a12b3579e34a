import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { addPerson, begin, newestCode, PASSWORD } from '../testing/a-person.ts';
import { aTenant, PORTAL, SHOP, SIGN_IN, SPA, TENANT_NAME } from '../testing/a-tenant.ts';
import { aRequest, authorizePath, signIn } from '../testing/sign-in.ts';
import { createTestBrowser, type Shown } from '../testing/test-browser.ts';
import { createTestIdentity, type TestIdentity } from '../testing/test-identity.ts';
import type { Branding } from './branding.ts';
import { contrast } from './colour.ts';
import { FAMILY, paletteOf } from './palette.ts';
import { toDataUrl } from './picture.ts';

const SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>';
const ICON = SVG.replace('9 9', '3 3');
const EVIL = '"><script>alert(1)</script></style>';

const SHOP_BRAND: Branding = {
  displayName: 'Corner & Shop',
  logo: toDataUrl(Buffer.from(SVG)),
  icon: toDataUrl(Buffer.from(ICON)),
  colours: { accent: '#7a1f3d', background: '#1a2b4c' },
  links: { privacy: 'https://shop.example/privacy', support: 'https://shop.example/help' },
};
const TENANT_BRAND: Branding = { displayName: 'Contoso', colours: { accent: '#3b3fa8' } };

let identity: TestIdentity;
before(async () => {
  const tenant = aTenant();
  const brandOf: Record<string, Branding> = {
    [SHOP.clientId]: SHOP_BRAND,
    [PORTAL.clientId]: { displayName: EVIL },
  };
  const applications = tenant.applications.map(({ branding: _, ...application }) => {
    const branding = brandOf[application.id];
    return branding ? { ...application, branding } : application;
  });
  identity = await createTestIdentity({ tenant: { ...tenant, branding: TENANT_BRAND, applications } });
  await addPerson(identity);
});
after(() => identity.close());

const SHOP_ASKS = { client_id: SHOP.clientId, redirect_uri: SHOP.redirectUri };
const styleOf = ({ html }: Shown): string => [...html.matchAll(/rel="stylesheet" href="([^"]+)"/g)].at(-1)?.[1] ?? '';
const logoOf = ({ html }: Shown): string => /<img class="logo" src="([^"]+)"/.exec(html)?.[1] ?? '';

test('every page of a journey shows the name, logo, colours and links of its application', async () => {
  const { browser, page } = await begin(identity, SIGN_IN, SHOP_ASKS);
  const pages = [page, await browser.press(page, 'sign-up'), await browser.press(page, 'continue', { email: 'x' })];
  for (const shown of pages) {
    assert.match(shown.html, /<strong>Corner &amp; Shop<\/strong>/);
    assert.match(shown.html, /Cancel and go back to Corner &amp; Shop/);
    assert.match(shown.html, /alt="Corner &amp; Shop"/);
    assert.match(shown.html, /href="https:\/\/shop\.example\/privacy" target="_blank" rel="noopener noreferrer"/);
    assert.doesNotMatch(shown.html, /Surety/);
    const style = await browser.open(styleOf(shown));
    assert.match(style.html, /--accent: light-dark\(#7a1f3d, #[0-9a-f]{6}\);/);
    assert.equal((await browser.open(logoOf(shown))).html, SVG);
  }
});

test('the tenant’s branding is shown for applications that have none', async () => {
  const { page, browser } = await begin(identity, SIGN_IN, {
    client_id: SPA.clientId,
    redirect_uri: SPA.redirectUri,
    scope: 'openid',
  });
  assert.match(page.html, /<p class="house brand-name" aria-hidden="true">Single page<\/p>/);
  assert.match((await browser.open(styleOf(page))).html, /#3b3fa8/);
});

test('errors, the page that posts an answer, and the one after a sign-out show it, where the application is known', async () => {
  const browser = createTestBrowser(identity.app);
  const wrong = `${authorizePath()}?${new URLSearchParams(aRequest({ ...SHOP_ASKS, redirect_uri: 'https://evil.example/' }))}`;
  const posted = aRequest({ ...SHOP_ASKS, scope: 'nonsense', response_mode: 'form_post' });
  const known = [
    await browser.open(wrong),
    await browser.open(`${authorizePath()}?${new URLSearchParams(posted)}`),
    await browser.open(`/${TENANT_NAME}/${SIGN_IN}/oauth2/v2.0/logout?client_id=${SHOP.clientId}`),
  ];
  for (const page of known) assert.match(page.html, /<img class="logo" src="[^"]+" alt="Corner &amp; Shop">/);
  const { page, browser: other } = await begin(identity, SIGN_IN, SHOP_ASKS);
  const forged = await other.post(page.url, { email: 'a@b.example' });
  assert.equal(forged.status, 403);
  assert.match(forged.html, /alt="Corner &amp; Shop"/);
  const unknown = await browser.open('/nothing');
  assert.match(unknown.html, /brand-name" aria-hidden="true">Contoso</);
});

test('mail names the application as its pages do', async () => {
  const { browser, page } = await begin(identity, SIGN_IN, SHOP_ASKS);
  await browser.press(await browser.press(page, 'sign-up'), 'continue', { email: 'new@demo.example' });
  await newestCode(identity);
  assert.match((await identity.services.inbox.list())[0]?.text ?? '', /at Corner & Shop is:/);
});

test('the account of a person looks as the application does from which they come', async () => {
  const { page, browser } = await begin(identity, 'B2C_1_account1', SHOP_ASKS);
  const next = await browser.press(page, 'continue', { email: 'grace@demo.example', password: PASSWORD });
  assert.match(next.html, /alt="Corner &amp; Shop"/);
});

test('a person’s list of sign-ins calls applications as their pages do', async () => {
  const { page, browser } = await begin(identity, 'B2C_1_account1', SHOP_ASKS);
  const grace = { email: 'grace@demo.example', password: PASSWORD };
  const mail = await browser.press(await browser.press(page, 'continue', grace), 'email');
  const account = await browser.press(mail, 'continue', { code: await newestCode(identity) });
  await browser.press(account, 'continue');
  const { page: second, browser: again } = await begin(identity, 'B2C_1_account1', SHOP_ASKS, browser);
  const proven = await again.press(await again.press(second, 'email'), 'continue', {
    code: await newestCode(identity),
  });
  assert.match((await again.press(proven, 'sign-ins')).html, /<p class="small muted">Corner &amp; Shop · /);
});

test('a display name is text, wherever it stands', async () => {
  const { page } = await begin(identity, SIGN_IN);
  const ended = await createTestBrowser(identity.app).open(
    `${authorizePath()}?client_id=${PORTAL.clientId}&redirect_uri=x`,
  );
  for (const { html } of [page, ended]) {
    assert.match(html, /&lt;script&gt;/);
    assert.doesNotMatch(html, /<script>alert/);
  }
});

test('a browser’s tab shows the picture of the application, and this house’s where there is none', async () => {
  const iconOf = ({ html }: Shown): string => /rel="icon" href="([^"]+)" type="image\/svg\+xml"/.exec(html)?.[1] ?? '';
  const { page, browser } = await begin(identity, SIGN_IN, SHOP_ASKS);
  assert.equal((await browser.open(iconOf(page))).html, ICON);
  const { page: other } = await begin(identity, SIGN_IN);
  const house = await browser.open(iconOf(other));
  assert.match(house.html, /<title>Surety identity<\/title>/);
});

test('a logo is served as a picture that can do nothing, is kept for ever, and changes its address with its content', async () => {
  const { page } = await begin(identity, SIGN_IN, SHOP_ASKS);
  const { headers, statusCode } = await identity.app.inject(logoOf(page));
  assert.equal(statusCode, 200);
  assert.equal(headers['content-type'], 'image/svg+xml');
  assert.equal(headers['x-content-type-options'], 'nosniff');
  assert.match(String(headers['content-security-policy']), /^default-src 'none'; .*frame-ancestors 'none';.*sandbox$/);
  assert.match(String(headers['cache-control']), /max-age=31536000, immutable/);
  assert.match(logoOf(page), /^\/assets\/[\w-]{16}\.svg$/);
});

test('no name finds a file: not one beside the tenant file, and not the logo of another application', async () => {
  const { page } = await begin(identity, SIGN_IN, SHOP_ASKS);
  const { page: other } = await begin(identity, SIGN_IN, { client_id: PORTAL.clientId });
  assert.notEqual(styleOf(page), styleOf(other));
  assert.equal(logoOf(other), '');
  for (const name of ['tenant.yaml', '..%2Ftenant.yaml', '..%2f..%2fetc%2fpasswd', `${SHOP.clientId}.svg`, '%00.svg'])
    assert.equal((await identity.app.inject(`/assets/${name}`)).statusCode, 404, name);
});

test('pages need no other policy for it: styles and pictures of our own origin', async () => {
  const { page } = await begin(identity, SIGN_IN, SHOP_ASKS);
  const policy = String(page.headers['content-security-policy']);
  assert.match(policy, /style-src 'self'; img-src 'self' data:; /);
  assert.doesNotMatch(page.html, / style="|<style/);
});

test('a run without pages is the same as before', async () => {
  const { answer } = await signIn(identity, aRequest(SHOP_ASKS));
  assert.ok(answer.get('code'));
});

test('colours are checked against those of the style sheet that they stand beside', () => {
  const file = new URL('../../../../packages/web/src/style/tokens.css', import.meta.url);
  const css = readFileSync(file, 'utf8');
  for (const [token, name] of [
    ['surface', 'surface'],
    ['ink', 'ink'],
    ['ink-soft', 'inkSoft'],
  ] as const)
    assert.match(css, new RegExp(`--${token}: light-dark\\(${FAMILY.light[name]}, ${FAMILY.dark[name]}\\)`));
});

test('every text in a brand’s colours has the contrast of WCAG AA, whatever the accent', () => {
  for (const accent of ['#0b5f57', '#7a1f3d', '#000000', '#767676', '#b00020', '#0000ff', '#6a5acd', '#005a00'])
    for (const scheme of ['light', 'dark'] as const) {
      const { accentStrong, accentGround, onAccent, background, beside, ...palette } = paletteOf({ accent }, scheme);
      const { surface, ink } = FAMILY[scheme];
      const pairs = [
        [palette.accent, surface],
        [palette.accent, accentGround],
        [accentStrong, accentGround],
        [accentStrong, surface],
        [onAccent, palette.accent],
        [onAccent, accentStrong],
        [ink, accentGround],
        [beside, background],
      ] as const;
      for (const [text, ground] of pairs)
        assert.ok(contrast(text, ground) >= 4.5, `${accent} ${scheme}: ${text} on ${ground}`);
    }
});
