import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { after, before, beforeEach, describe, test } from 'node:test';
import { readIdentityConfig } from '../../config.ts';
import { tenantOf } from '../../tenant/tenant-of.ts';
import { addPerson, begin, PASSWORD } from '../../testing/a-person.ts';
import { PORTAL, SIGN_IN, TENANT_ID, TENANT_NAME } from '../../testing/a-tenant.ts';
import { IS_OVER } from '../../testing/factors.ts';
import { claimsOf } from '../../testing/sign-in.ts';
import { createTestIdentity, type TestIdentity } from '../../testing/test-identity.ts';
import { runCommand } from '../run-command.ts';

describe('an operator beside a running server, where the portal hears of sign-outs', () => {
  const received: string[] = [];
  const portal = createServer(async (request, response) => {
    const body = (await request.toArray()).join('');
    received.push(new URLSearchParams(body).get('logout_token') ?? '');
    response.end();
  });
  const folder = mkdtempSync(join(tmpdir(), 'surety-sign-out-'));
  let origin: string;
  let config: ReturnType<typeof readIdentityConfig>;
  let identity: TestIdentity;

  before(async () => {
    await new Promise<void>((resolve) => portal.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(portal.address() as AddressInfo).port}`;
    config = readIdentityConfig({
      DATA_DIR: folder,
      PORTAL_ORIGIN: origin,
      PORTAL_CLIENT_ID: PORTAL.clientId,
      API_APP_ID_URI: `https://${TENANT_NAME}/api`,
      TENANT_ID,
      TENANT_NAME,
    });
    identity = await createTestIdentity({ address: config.databaseUrl, tenant: await tenantOf(config) });
  });
  after(async () => {
    await identity.close();
    portal.close();
    rmSync(folder, { recursive: true });
  });
  beforeEach(() => {
    received.length = 0;
    identity.clock.now = new Date();
  });

  const run = (line: string): Promise<string> => {
    const output = new Writable({ write: (_chunk, _encoding, done) => done() });
    return runCommand(line.split(' '), config, { input: Readable.from([]), output, note: () => {} });
  };
  /** A person of this address who signed in to the portal. */
  const signedIn = async (email: string) => {
    const person = await addPerson(identity, { email });
    const redirectUri = `${origin}/sign-in/callback`;
    const { browser, page } = await begin(identity, SIGN_IN, { prompt: 'login', redirect_uri: redirectUri });
    assert.match((await browser.press(page, 'continue', { email, password: PASSWORD })).url, IS_OVER);
    return person;
  };
  /** Whose end of all sign-ins the server then tells the portal. */
  const told = async () => {
    identity.clock.now = new Date(Date.now() + 1000);
    await identity.services.logoutNotices.deliver();
    return received.map((token) => claimsOf(token).sub);
  };

  for (const command of [
    'password',
    'disable',
    'set --attribute city=Graz',
    'set --force-change yes',
    'delete --yes',
  ]) {
    test(`users ${command} tells the applications that every sign-in of the person ended`, async () => {
      const [name, ...options] = command.split(' ');
      const email = `${command.replaceAll(/\W+/g, '-')}@demo.example`.toLowerCase();
      const person = await signedIn(email);
      await run(['users', name, email, ...options].join(' '));
      assert.deepEqual(await told(), [person.id]);
    });
  }

  test('what ends no sign-in tells nobody: enabling, a refused deletion, a person who was never signed in', async () => {
    await signedIn('stays@demo.example');
    await run('users enable stays@demo.example');
    await assert.rejects(run('users delete stays@demo.example'), /Nothing was deleted/);
    await addPerson(identity, { email: 'never@demo.example' });
    await run('users disable never@demo.example');
    assert.deepEqual(await told(), []);
  });
});
