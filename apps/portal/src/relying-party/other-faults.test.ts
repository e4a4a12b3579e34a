import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { AUTHORITY, startExternalId, TENANT } from '../testing/external-id.ts';
import { type Fault, openFaultyChannel } from '../testing/faulty-channel.ts';
import { API, CLIENT_ID, CLIENT_SECRET, startOpenidProvider } from '../testing/openid/openid-provider.ts';
import { createVisit } from '../testing/openid/visit.ts';
import type { TestBrowser } from '../testing/test-browser.ts';
import { PORTAL, startTestPortal, type TestPortal } from '../testing/test-portal.ts';

/** A provider behind a channel in which things go wrong, and how a person approves there. */
type Scene = {
  settings: Record<string, string>;
  /** Where servers reach it. */
  origin: string;
  approve(location: string): Promise<string>;
  close(): void;
};

const KINDS: readonly { name: string; keysAt: string; open(): Promise<Scene> }[] = [
  { name: 'OpenID Connect', keysAt: '/jwks', open: openOpenid },
  { name: 'External ID', keysAt: '/keys', open: openExternalId },
];

async function openOpenid(): Promise<Scene> {
  const provider = await startOpenidProvider({ portals: [PORTAL] });
  const settings = {
    PROVIDER_KIND: 'openid-connect',
    ISSUER_URL: provider.issuer,
    PORTAL_CLIENT_ID: CLIENT_ID,
    PORTAL_CLIENT_SECRET: CLIENT_SECRET,
    API_RESOURCE: API,
  };
  const approve = (location: string) => createVisit(PORTAL).approve(location);
  return { settings, origin: provider.issuer, approve, close: provider.close };
}

async function openExternalId(): Promise<Scene> {
  const credentials = { clientId: 'portal', clientSecret: 'secret-of-the-portal' };
  const provider = await startExternalId({ ...credentials, now: () => new Date() });
  const settings = {
    PROVIDER_KIND: 'external-id',
    AUTHORITY_ORIGIN: AUTHORITY,
    TENANT_ID: TENANT,
    PORTAL_CLIENT_ID: credentials.clientId,
    PORTAL_CLIENT_SECRET: credentials.clientSecret,
  };
  const approve = async (location: string) => provider.approve(location);
  return { settings, origin: provider.origin, approve, close: provider.close };
}

for (const kind of KINDS)
  describe(`trouble with a provider of the kind ${kind.name}`, () => {
    let scene: Scene;
    let channel: Awaited<ReturnType<typeof openFaultyChannel>>;
    let portal: TestPortal;
    let browser: TestBrowser;
    before(async () => {
      scene = await kind.open();
      channel = await openFaultyChannel(scene.origin);
    });
    after(() => {
      channel.close();
      scene.close();
    });
    beforeEach(async () => {
      const environment = { ...scene.settings, PROVIDER_BACK_CHANNEL: channel.origin };
      portal = await startTestPortal({ providerPatienceMs: 1_000 }, environment);
      browser = portal.browser();
    });
    afterEach(() => portal.close());

    /** One whole sign-in; answers with the first answer that is no way on. */
    async function attempt() {
      const start = await browser.get('/sign-in?return_to=%2Fpolicies');
      if (start.statusCode !== 303) return start;
      return browser.get(await scene.approve(String(start.headers.location)));
    }

    const faults: readonly [string, Fault, RegExp, RegExp][] = [
      ['is away', { at: '/openid-configuration', how: 'away' }, /cannot be reached/, /dependency-away/],
      ['is silent', { at: '/openid-configuration', how: 'silent' }, /cannot be reached/, /dependency-away/],
      ['gives no token', { at: '/token', how: 'silent' }, /cannot be reached/, /dependency-away/],
      ['shows no keys', { at: kind.keysAt, how: 'away' }, /cannot be reached/, /dependency-away.*keys/],
      [
        'refuses the secret or the client',
        { at: '/token', how: { error: 'invalid_client' } },
        /does not accept this portal/,
        /client-refused.*invalid_client/,
      ],
      [
        'withdrew what the portal may ask for',
        { at: '/token', how: { error: 'unauthorized_client' } },
        /does not accept this portal/,
        /client-refused.*unauthorized_client/,
      ],
    ];
    for (const [what, fault, says, logs] of faults)
      test(`one that ${what} is a page, a cause in the log and nobody signed in; afterwards the sign-in works`, async () => {
        channel.state.fault = fault;
        const refused = await attempt();
        assert.equal(refused.statusCode, 503);
        assert.match(refused.body, says);
        assert.ok(
          portal.log.some((line) => logs.test(line)),
          portal.log.join(''),
        );
        assert.equal((await browser.get('/account')).statusCode, 303, 'nobody is signed in');
        channel.state.fault = undefined;
        portal.time.now = new Date(portal.time.now.getTime() + 6_000);
        const back = await attempt();
        assert.equal(back.headers.location, '/policies', back.body);
        assert.equal((await browser.get('/account')).statusCode, 200);
      });
  });
