import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { UserFlow } from '../tenant/tenant.ts';
import { aTenant, PORTAL, SHOP, SIGN_IN, SPA, STEP_UP, TENANT_ID, TENANT_NAME } from '../testing/a-tenant.ts';
import { aRequest, askToken, type Cookies, claimsOf, codeForm, signIn } from '../testing/sign-in.ts';
import { STRICT_FLOW } from '../testing/strict-flow.ts';
import { decodeHtml } from '../testing/test-browser.ts';
import { createTestIdentity, DATABASES, ISSUER_ORIGIN, type TestIdentity } from '../testing/test-identity.ts';

const HOME = `${PORTAL.origin}/`;
const URIS: Record<string, string> = {
  [PORTAL.clientId]: `${PORTAL.origin}/signed-out-elsewhere`,
  [SHOP.clientId]: 'https://shop.example/out?by=identity',
  [SPA.clientId]: 'http://localhost:6420/out',
};
const SHOP_ASKS = { client_id: SHOP.clientId, redirect_uri: SHOP.redirectUri, scope: 'openid', prompt: 'login' };
const SPA_ASKS = { client_id: SPA.clientId, redirect_uri: SPA.redirectUri, scope: 'openid', prompt: 'login' };

/** The test tenant, whose applications want to hear of sign-outs in frames. */
function aTenantWithFrames(flow: Partial<UserFlow> = {}) {
  const tenant = aTenant(flow);
  const applications = tenant.applications.map((application) => {
    const uri = URIS[application.id];
    if (uri === undefined) return application;
    const wantsSession = application.id === SHOP.clientId;
    return {
      ...application,
      frontChannelLogoutUri: uri,
      ...(wantsSession && { frontChannelLogoutSessionRequired: true }),
    };
  });
  return { ...tenant, applications };
}

const logOut = (identity: TestIdentity, cookies: Cookies, query: Record<string, string> = {}) =>
  identity.app.inject({ url: `/${TENANT_NAME}/${SIGN_IN}/oauth2/v2.0/logout`, query, cookies });
const framesOf = (body: string): string[] =>
  [...body.matchAll(/<iframe src="([^"]+)"/g)].map(([, src = '']) => decodeHtml(src));
const frameSources = (headers: Record<string, unknown>): string | undefined =>
  /frame-src ([^;]+)/.exec(String(headers['content-security-policy']))?.[1];

/** Signs in to these applications, one after the other, in one browser. */
async function signInTo(identity: TestIdentity, ...requests: Record<string, string>[]): Promise<Cookies> {
  let cookies: Cookies = {};
  for (const request of requests) cookies = (await signIn(identity, aRequest(request), { cookies })).cookies;
  return cookies;
}

for (const address of DATABASES) {
  describe(`${address.split(':')[0]}: front-channel single sign-out`, () => {
    let identity: TestIdentity;
    before(async () => {
      identity = await createTestIdentity({ address, tenant: aTenantWithFrames() });
    });
    after(() => identity.close());

    test('the page of a sign-out loads the other applications of this browser’s sign-in, and goes on to the one that asked', async () => {
      const cookies = await signInTo(identity, { prompt: 'login' }, SHOP_ASKS);
      const page = await logOut(identity, cookies, { post_logout_redirect_uri: HOME, state: 'a b' });
      assert.equal(page.statusCode, 200);
      assert.deepEqual(framesOf(page.body), ['https://shop.example/out?by=identity']);
      assert.equal(frameSources(page.headers), 'https://shop.example');
      assert.match(page.body, new RegExp(`<a class="button" href="${HOME}\\?state=a\\+b" data-go-on>`));
      assert.equal(page.headers.refresh, `5;url=${HOME}?state=a+b`);
      assert.match(String(page.headers['cache-control']), /no-store/);
      assert.equal(page.cookies.find(({ name }) => name === 'identity-sso')?.value, '');
      const again = await logOut(identity, cookies, { post_logout_redirect_uri: HOME });
      assert.equal(again.headers.location, HOME);
    });

    test('without an address to go on to, every application hears of it on the page that says so', async () => {
      const cookies = await signInTo(identity, { prompt: 'login' }, SHOP_ASKS, SPA_ASKS);
      const page = await logOut(identity, cookies);
      assert.match(page.body, /You are signed out/);
      assert.deepEqual(new Set(framesOf(page.body)), new Set(Object.values(URIS)));
      assert.equal(page.headers.refresh, undefined);
      assert.doesNotMatch(page.body, /data-go-on/);
    });

    test('an application that nobody signed in to, or in another browser, is not loaded', async () => {
      const cookies = await signInTo(identity, { prompt: 'login' });
      await signInTo(identity, SHOP_ASKS);
      assert.deepEqual(framesOf((await logOut(identity, cookies)).body), [URIS[PORTAL.clientId]]);
    });

    test('an application that only ever got an ID token, and one whose code is long over, hear of it as well', async () => {
      const cookies = await signInTo(identity, { ...SPA_ASKS, response_type: 'id_token' }, SHOP_ASKS);
      const began = identity.clock.now;
      identity.clock.now = new Date(began.getTime() + 3 * 60 * 60_000);
      const frames = framesOf((await logOut(identity, cookies)).body);
      identity.clock.now = began;
      assert.deepEqual(new Set(frames), new Set([URIS[SPA.clientId], URIS[SHOP.clientId]]));
    });

    test('a sign-out whose way back is refused reaches the others all the same', async () => {
      const cookies = await signInTo(identity, SHOP_ASKS);
      const page = await logOut(identity, cookies, { post_logout_redirect_uri: 'https://evil.example/' });
      assert.equal(page.statusCode, 400);
      assert.match(page.body, /AADB2C90036/);
      assert.deepEqual(framesOf(page.body), [URIS[SHOP.clientId]]);
      assert.equal(frameSources(page.headers), 'https://shop.example');
      assert.equal(page.headers.refresh, undefined);
    });

    test('a frame can neither lead the page away nor open windows', async () => {
      const page = await logOut(identity, await signInTo(identity, SHOP_ASKS));
      assert.match(page.body, /hidden title="" sandbox="allow-scripts allow-same-origin" referrerpolicy="no-referrer"/);
    });

    test('no request says what is loaded: only the tenant file does', async () => {
      const query = { frontchannel_logout_uri: 'https://evil.example/', logout_uri: 'https://evil.example/' };
      const page = await logOut(identity, await signInTo(identity, SHOP_ASKS), query);
      assert.doesNotMatch(page.body, /evil/);
      assert.doesNotMatch(String(page.headers['content-security-policy']), /evil/);
      assert.deepEqual(framesOf((await logOut(identity, {}, query)).body), []);
    });

    test('naming another application spares it nothing', async () => {
      const cookies = await signInTo(identity, { prompt: 'login' }, SHOP_ASKS);
      const query = { client_id: SHOP.clientId, post_logout_redirect_uri: 'https://shop.example/bye' };
      assert.deepEqual(framesOf((await logOut(identity, cookies, query)).body), [URIS[PORTAL.clientId]]);
      const more = await signInTo(identity, { prompt: 'login' }, SHOP_ASKS);
      const both = framesOf((await logOut(identity, more, { client_id: SHOP.clientId })).body);
      assert.equal(both.length, 2);
    });

    test('the sessions of every user flow in this browser are told of', async () => {
      const first = await signIn(identity, aRequest({ prompt: 'login' }));
      const second = await signIn(identity, aRequest(SHOP_ASKS), { cookies: first.cookies, userFlow: 'B2C_1_alone' });
      assert.equal(framesOf((await logOut(identity, second.cookies)).body).length, 2);
    });
  });
}

describe('front-channel-logout, the extension', () => {
  let identity: TestIdentity;
  before(async () => {
    identity = await createTestIdentity({ tenant: aTenantWithFrames(STRICT_FLOW) });
  });
  after(() => identity.close());

  test('an application that wants them gets iss and sid, those of its ID token, and others get none', async () => {
    const first = await signIn(identity, aRequest({ ...SPA_ASKS }));
    const { answer, cookies } = await signIn(identity, aRequest(SHOP_ASKS), { cookies: first.cookies });
    const proof = { client_id: SHOP.clientId, client_secret: SHOP.secrets[1], redirect_uri: SHOP.redirectUri };
    const { body } = await askToken(identity, codeForm(answer.get('code') ?? '', proof));
    const frames = framesOf((await logOut(identity, cookies)).body).map((uri) => new URL(uri));
    const shop = frames.find(({ origin }) => origin === 'https://shop.example');
    assert.deepEqual(Object.fromEntries(shop?.searchParams ?? []), {
      by: 'identity',
      iss: `${ISSUER_ORIGIN}/tfp/${TENANT_ID}/${SIGN_IN.toLowerCase()}/v2.0/`,
      sid: claimsOf(body.id_token).sid,
    });
    assert.equal(frames.find(({ host }) => host === 'localhost:6420')?.search, '');
  });

  test('metadata announces it where it is spoken, and nowhere else', async () => {
    const read = async (flow: string) =>
      (await identity.app.inject(`/${TENANT_NAME}/${flow}/v2.0/.well-known/openid-configuration`)).json();
    const spoken = await read(SIGN_IN);
    assert.deepEqual(
      [spoken.frontchannel_logout_supported, spoken.frontchannel_logout_session_supported],
      [true, true],
    );
    assert.equal((await read(STEP_UP)).frontchannel_logout_supported, undefined);
  });
});
