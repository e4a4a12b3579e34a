import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createTestDoor, type TestDoor } from '@surety/testkit';
import { createApplication } from '../../packages/testkit/example/application.ts';
import { startIdentity } from './stage/identity.ts';

const TOKEN = 'a-token-for-the-test-door-of-this-journey';
const CLIENT_ID = 'aaaaaaaa-0000-4000-8000-00000000e0e0';
const TENANT = 'example.onmicrosoft.com';
const EXAMPLE = fileURLToPath(new URL('../../packages/testkit/example/', import.meta.url));
const RUNNER = fileURLToPath(new URL('../../node_modules/@playwright/test/cli.js', import.meta.url));

const tenantWith = (redirectUri: string) => ({
  id: '11111111-2222-4333-8444-555555555555',
  name: TENANT,
  userFlows: [
    { name: 'B2C_1_susi', kind: 'sign-up-and-sign-in' },
    {
      name: 'B2C_1_step_up',
      kind: 'sign-in',
      secondFactor: { enforcement: 'always', methods: ['authenticator-app', 'email-code'] },
    },
  ],
  applications: [{ id: CLIENT_ID, name: 'Example', kind: 'native', redirectUris: [redirectUri] }],
});

describe('testing somebody’s application with the testkit', () => {
  const folder = mkdtempSync(join(tmpdir(), 'surety-testkit-'));
  let identity: Awaited<ReturnType<typeof startIdentity>>;
  let application: ReturnType<typeof createApplication>;
  let door: TestDoor;
  let address: string;
  before(async () => {
    const reserved = createApplication({
      authority: '',
      stepUpAuthority: '',
      clientId: '',
      redirectUri: 'http://localhost',
    });
    await once(reserved.listen(0, 'localhost'), 'listening');
    const { port } = reserved.address() as { port: number };
    await new Promise((resolve) => reserved.close(resolve));
    address = `http://localhost:${port}/`;
    const redirectUri = `${address}callback`;
    const file = join(folder, 'tenant.json');
    writeFileSync(file, JSON.stringify(tenantWith(redirectUri)));
    identity = await startIdentity({ TENANT_FILE: file, TEST_DOOR: 'true', TEST_DOOR_TOKEN: TOKEN });
    const base = `${identity.origin}/${TENANT}`;
    const authorities = { authority: `${base}/B2C_1_susi`, stepUpAuthority: `${base}/B2C_1_step_up` };
    application = createApplication({ ...authorities, clientId: CLIENT_ID, redirectUri });
    await once(application.listen(port, 'localhost'), 'listening');
    door = createTestDoor({ origin: identity.origin, token: TOKEN });
  });
  after(async () => {
    application.close();
    await identity.stop();
    rmSync(folder, { recursive: true });
  });

  test('Playwright’s own runner signs people in with the fixtures, also with a second factor', async () => {
    const environment = {
      ...process.env,
      IDENTITY_ORIGIN: identity.origin,
      TEST_DOOR_TOKEN: TOKEN,
      APPLICATION: address,
      CHROMIUM_PATH: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    };
    const parameters = [RUNNER, 'test', '--workers=1', '--reporter=line', `--output=${join(folder, 'results')}`];
    const run = spawn(process.execPath, parameters, { cwd: EXAMPLE, env: environment });
    let output = '';
    for (const stream of [run.stdout, run.stderr]) stream.on('data', (chunk) => (output += chunk));
    const [code] = await once(run, 'exit');
    assert.equal(code, 0, output);
    assert.match(output, /4 passed/);
  });

  test('the client moves the clock, forges tokens, resets, and passes on what the door refuses', async () => {
    const person = await door.createPerson({ attributes: { name: 'Zoe Demo' } });
    const forgery = { email: person.email, userFlow: 'B2C_1_susi', clientId: CLIENT_ID, kind: 'id' } as const;
    const claimsOf = (token: string) => JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    assert.equal(claimsOf(await door.forgeToken(forgery)).name, 'Zoe Demo');
    const { exp } = claimsOf(await door.forgeToken({ ...forgery, fault: 'expired' }));
    assert.ok(exp * 1000 < Date.now());
    await door.setClock(new Date('2031-01-01T00:00:00Z'));
    assert.equal((await door.advanceClock(60)).toISOString().slice(0, 16), '2031-01-01T00:01');
    await door.reset();
    assert.ok(Math.abs((await door.now()).getTime() - Date.now()) < 60_000);
    await assert.rejects(door.forgeToken(forgery), /email: ".*" is nothing that is here/);
    await assert.rejects(
      createTestDoor({ origin: identity.origin, token: 'another' }).now(),
      /token is missing or wrong/,
    );
    await assert.rejects(door.newestCode('nobody@test.example', 0.1), /No code was sent to nobody/);
  });
});
