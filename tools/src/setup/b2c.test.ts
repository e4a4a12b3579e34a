import assert from 'node:assert/strict';
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { readApiConfig } from '../../../apps/api/src/config.ts';
import { readPortalConfig } from '../../../apps/portal/src/config.ts';
import { withOrigins } from '../start/origins.ts';
import { TOKEN } from './testing/graph-stand-in.ts';
import { openTerminal, type Terminal } from './testing/terminal.ts';

let terminal: Terminal;
let graph: Terminal['graph'];
const run = (kind: string, ...words: string[]) => terminal.run(kind, ...words);
const all = (path: string) => terminal.all(path);

beforeEach(async () => {
  terminal = await openTerminal('AAD B2C');
  graph = terminal.graph;
});
afterEach(() => terminal.close());

const SECRET = 'the-secret-that-graph-shows-once';
const receipt = () => readdirSync(terminal.folder).filter((name) => name.endsWith('.json'));
const marks = (said: string, mark: string) => said.split('\n').filter((line) => line.startsWith(`${mark} `));
const webOf = (application: unknown) => (application as { web: { logoutUrl?: string } }).web;
const redirectUrisOf = (application: unknown) => (application as { web: { redirectUris: string[] } }).web.redirectUris;

describe('setup:b2c', () => {
  test('without --apply it shows the plan, reads alone and writes no file', async () => {
    const said = await run('b2c');
    assert.equal(marks(said, '+').length, 16);
    assert.equal(marks(said, '=').length, 0);
    assert.match(said, /\+ application "Surety api"\n.*api\.oauth2PermissionScopes: \+ Accounts\.Read\n/s);
    assert.match(said, /identifierUris: \+ https:\/\/contoso\.onmicrosoft\.com\/surety-api/);
    assert.match(said, /nothing was changed/);
    assert.deepEqual(graph.writes, []);
    assert.deepEqual(readdirSync(terminal.folder), []);
  });

  test('--apply makes everything in the documented shapes, and a second run finds it all there', async () => {
    await run('b2c', '--apply');
    const [api, portal] = all('/v1.0/applications');
    assert.equal(api?.signInAudience, 'AzureADandPersonalMicrosoftAccount');
    assert.deepEqual(redirectUrisOf(portal), ['https://portal.example/sign-in/callback', 'https://portal.example/']);
    assert.deepEqual(
      all('/v1.0/oauth2PermissionGrants').map(({ scope }) => scope),
      ['openid offline_access', 'Accounts.Read Accounts.Write'],
    );
    assert.deepEqual(
      all('/beta/identity/b2cUserFlows').map(({ id, userFlowType }) => [id, userFlowType]),
      [
        ['B2C_1_signupsignin1', 'signUpOrSignIn'],
        ['B2C_1_signupsignin1_mfa', 'signUpOrSignIn'],
        ['B2C_1_profileediting1', 'profileUpdate'],
        ['B2C_1_passwordreset1', 'passwordReset'],
      ],
    );
    const before = graph.writes.length;
    const again = await run('b2c', '--apply');
    assert.match(again, /0 to create, 0 to change, 16 there/);
    assert.equal(graph.writes.length, before);
  });

  test('the settings file is its owner’s alone, is understood by portal and api, and holds the secret; nothing else does', async () => {
    const file = terminal.settingsFile;
    writeFileSync(file, '# ours\nSMTP_URL=smtp://mail.example\nDEMO_MODE=true\n', { mode: 0o644 });
    const said = await run('b2c', '--apply');
    assert.equal(statSync(file).mode & 0o777, 0o600);
    assert.equal(terminal.settings().PORTAL_CLIENT_SECRET, SECRET);
    assert.match(readFileSync(file, 'utf8'), /^# ours\nSMTP_URL=smtp:\/\/mail\.example\nDEMO_MODE=false\n/);
    assert.doesNotMatch(said, new RegExp(SECRET));
    const [kept] = receipt();
    assert.ok(kept);
    assert.doesNotMatch(readFileSync(join(terminal.folder, kept), 'utf8'), new RegExp(`${SECRET}|${TOKEN}`));
    const environment = withOrigins({ ...terminal.settings(), SESSION_SECRET: 'a-secret-for-the-sessions-of-a-test' });
    const portal = readPortalConfig(environment);
    assert.equal(portal.origin, 'https://portal.example');
    assert.ok(readApiConfig(environment));
  });

  test('says what Graph cannot set', async () => {
    const said = await run('b2c');
    assert.match(said, /What remains for you.*MFA enforcement "Always on".*Application claims/s);
  });

  test('a redirect URI that somebody removed comes back, and what somebody added stays', async () => {
    await run('b2c', '--apply');
    const portal = all('/v1.0/applications')[1];
    Object.assign(portal ?? {}, { web: { redirectUris: ['https://other.example/callback'] }, displayName: 'Renamed' });
    const said = await run('b2c', '--apply');
    assert.match(said, /~ application "Surety portal"\n {4}displayName: Renamed → Surety portal\n/);
    assert.deepEqual(redirectUrisOf(portal), [
      'https://other.example/callback',
      'https://portal.example/sign-in/callback',
      'https://portal.example/',
    ]);
  });

  test('the front-channel logout URL is in the plan, is registered, and comes back when somebody changed it', async () => {
    assert.match(await run('b2c'), /web\.logoutUrl: https:\/\/portal\.example\/sign-out\/front-channel/);
    await run('b2c', '--apply');
    const web = webOf(all('/v1.0/applications')[1]);
    assert.equal(web.logoutUrl, 'https://portal.example/sign-out/front-channel');
    web.logoutUrl = 'https://other.example/out';
    assert.match(
      await run('b2c'),
      /web\.logoutUrl: https:\/\/other\.example\/out → https:\/\/portal\.example\/sign-out/,
    );
    await run('b2c', '--apply');
    assert.equal(webOf(all('/v1.0/applications')[1]).logoutUrl, 'https://portal.example/sign-out/front-channel');
  });

  test('a user flow that is there already is used; one of another kind is refused by name', async () => {
    const flows = [{ id: 'B2C_1_signupsignin1', userFlowType: 'signUpOrSignIn' }];
    graph.collections['/beta/identity/b2cUserFlows'] = flows;
    assert.match(await run('b2c'), /^= user flow B2C_1_signupsignin1$/m);
    flows.push({ id: 'B2C_1_passwordreset1', userFlowType: 'signIn' });
    await assert.rejects(run('b2c', '--apply'), /B2C_1_passwordreset1 is there already, of the kind signIn/);
    assert.deepEqual(graph.writes, []);
  });

  test('--undo shows what it would remove; --undo --apply removes what was made and nothing else', async () => {
    const foreign = { id: 'B2C_1_signupsignin1', userFlowType: 'signUpOrSignIn' };
    graph.collections['/beta/identity/b2cUserFlows'] = [foreign];
    await run('b2c', '--apply');
    const before = graph.writes.length;
    assert.match(await run('b2c', '--undo'), /- application "Surety portal"/);
    assert.equal(graph.writes.length, before);
    await run('b2c', '--undo', '--apply');
    assert.deepEqual(all('/v1.0/applications'), []);
    assert.deepEqual(all('/v1.0/oauth2PermissionGrants'), []);
    assert.deepEqual(all('/beta/identity/b2cUserFlows'), [foreign]);
    assert.match(await run('b2c', '--undo', '--apply'), /nothing to take back/);
  });

  test('registrations bear the tag of this command: a lost list of what was made is written again for them', async () => {
    await run('b2c', '--apply');
    for (const name of receipt()) rmSync(join(terminal.folder, name));
    await run('b2c', '--apply');
    await run('b2c', '--undo', '--apply');
    assert.deepEqual(all('/v1.0/applications'), []);
  });

  test('a directory of the company’s own people, or another than was named, is not touched', async () => {
    Object.assign(all('/v1.0/organization')[0] ?? {}, { tenantType: 'AAD' });
    await assert.rejects(run('b2c', '--apply'), /of the kind "AAD", not of Azure AD B2C/);
    Object.assign(all('/v1.0/organization')[0] ?? {}, { verifiedDomains: [{ name: 'fabrikam.onmicrosoft.com' }] });
    await assert.rejects(run('b2c', '--apply'), /signed in to Contoso, which is not contoso\.onmicrosoft\.com/);
    assert.deepEqual(graph.writes, []);
  });
});
