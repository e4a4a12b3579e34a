import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { createLogger, SettingsError } from '@surety/web';
import { printSchema } from '../commands/schema.ts';
import { SIGN_IN, TENANT_NAME } from '../testing/a-tenant.ts';
import { aRequest, authorizePath } from '../testing/sign-in.ts';
import { createTestBrowser } from '../testing/test-browser.ts';
import { createTestIdentity } from '../testing/test-identity.ts';
import { followTenantFile, reloadTenant } from './follow-tenant-file.ts';
import { parseTenant, readTenantFile } from './tenant-file.ts';
import { tenantFileSchema } from './tenant-file-schema.ts';
import { createTenantInForce } from './tenant-in-force.ts';

const folder = mkdtempSync(join(tmpdir(), 'surety-tenant-'));
after(() => rmSync(folder, { recursive: true }));

const YAML = `id: 11111111-2222-4333-8444-555555555555
name: contoso.onmicrosoft.com
userFlows:
  - name: B2C_1_susi
    kind: sign-up-and-sign-in
  - name: B2C_1_step_up
    kind: sign-in
    secondFactor: { enforcement: always, methods: [email-code] }
    tokens: { lifetimeMinutes: 5, refresh: never }
applications:
  - id: aaaaaaaa-0000-4000-8000-000000000001
    name: Shop
    kind: web
    secrets: [a-secret]
    redirectUris: [https://shop.example/cb, http://localhost:5000/cb]
    grantedScopes: [https://contoso.onmicrosoft.com/api/read]
  - id: aaaaaaaa-0000-4000-8000-0000000000a1
    name: API
    kind: web
    exposes:
      appIdUri: https://contoso.onmicrosoft.com/api
      scopes: [read]
`;

const faultOf = (text: string): string => {
  try {
    parseTenant(text, 'tenant.yaml');
  } catch (error) {
    if (error instanceof SettingsError) return error.message;
    throw error;
  }
  return 'nothing is wrong';
};

test('a file says what differs from the defaults of B2C, in YAML or in JSON', () => {
  const tenant = parseTenant(YAML, 'tenant.yaml');
  const [main, stepUp] = tenant.userFlows;
  assert.deepEqual(main?.session, { lifetimeMinutes: 1440, rolling: true, scope: 'tenant' });
  assert.deepEqual(main?.tokens, { lifetimeMinutes: 60, refresh: { lifetimeDays: 14, slidingWindowDays: 90 } });
  assert.deepEqual(stepUp?.secondFactor, { enforcement: 'always', methods: ['email-code'], reuse: 'session' });
  assert.equal(stepUp?.tokens.refresh, 'never');
  assert.deepEqual(parseTenant(JSON.stringify(tenant, undefined, 2), 'tenant.json'), tenant);
});

for (const [what, from, to, said] of [
  ['a word that is none', 'kind: sign-in', 'kind: sign-on', /^tenant\.yaml, line 7: userFlows\.1\.kind: /],
  [
    'a member that is none',
    'name: Shop',
    'name: Shop\n    secret: x',
    /^tenant\.yaml, line 13: applications\.0\.secret: /,
  ],
  ['a missing member', '    name: API\n', '', /^tenant\.yaml, line 17: applications\.1\.name: /],
  ['a GUID that is none', 'id: 1111', 'id: x111', /^tenant\.yaml, line 1: id: write a GUID/],
  ['a number out of bounds', 'lifetimeMinutes: 5', 'lifetimeMinutes: 4', /^tenant\.yaml, line 9: /],
  ['a name given twice', 'B2C_1_step_up', 'b2c_1_SUSI', /line 6: userFlows\.1\.name: another user flow has this name/],
  ['a grant of nothing', 'api/read', 'api/write', /line 16: applications\.0\.grantedScopes\.0: no application exposes/],
  ['a factor without a method', 'methods: [email-code]', 'methods: []', /line 8: .*name at least one method/],
  ['an open redirect URI', 'http://localhost:5000', 'http://shop.example', /line 15: .*use https/],
  ['a script as redirect URI', 'http://localhost:5000/cb', 'javascript:alert(1)', /line 15: .*use https/],
  [
    'a secret of a public client',
    'kind: web\n    secrets',
    'kind: native\n    secrets',
    /line 14: .*can keep a secret/,
  ],
  [
    'an attribute that nobody declared',
    'kind: sign-in',
    'kind: sign-in\n    claims: [emails, extension_Roles]',
    /line 8: userFlows\.1\.claims\.1: customAttributes declares no attribute/,
  ],
  [
    'a custom attribute with its prefix',
    'userFlows:',
    'customAttributes:\n  - { name: extension_Roles, label: Roles }\nuserFlows:',
    /line 4: customAttributes\.0\.name: leave extension_ out/,
  ],
  [
    'a subject that names nobody',
    'refresh: never }',
    'refresh: never, subject: not-supported }\n    claims: [emails]',
    /line 9: userFlows\.1\.tokens\.subject: .*put oid among claims/,
  ],
  [
    'a claim with two meanings',
    'refresh: never }',
    'refresh: never, userFlowClaim: acr }\n    extensions: [authentication-context]',
    /line 9: .*acr is taken by the extension/,
  ],
  [
    'a password rule that nobody can keep',
    'refresh: never }',
    'refresh: never }\n    password: { shortest: 20, longest: 10 }',
    /line 10: userFlows\.1\.password: shortest is above longest/,
  ],
  [
    'a session kept by a flow that has none to keep',
    'kind: sign-in\n',
    'kind: password-reset\n    session: { keepSignedInDays: 30 }\n',
    /line 8: userFlows\.1\.session\.keepSignedInDays: only sign-up-and-sign-in/,
  ],
  [
    'a front-channel logout address of somebody else',
    'secrets: [a-secret]',
    'frontChannelLogoutUri: https://evil.example/out',
    /line 14: applications\.0\.frontChannelLogoutUri: .*of one of redirectUris/,
  ],
  [
    'a front-channel logout address on another port',
    'secrets: [a-secret]',
    'frontChannelLogoutUri: http://localhost:5001/out',
    /line 14: .*of one of redirectUris/,
  ],
  [
    'a front-channel logout address with a fragment',
    'secrets: [a-secret]',
    'frontChannelLogoutUri: "https://shop.example/out#x"',
    /line 14: .*no fragment/,
  ],
  [
    'a session without an address to send it to',
    'secrets: [a-secret]',
    'frontChannelLogoutSessionRequired: true',
    /line 14: .*write the frontChannelLogoutUri/,
  ],
  [
    'a person without an address',
    'applications:',
    'people:\n  - { email: ida@demo.example }\n  - { email: nobody }\napplications:',
    /line 12: people\.1\.email: this is no address$/,
  ],
  [
    'an attribute of a person that nobody declared',
    'applications:',
    'people:\n  - email: ida@demo.example\n    attributes: { shoe: 43x }\napplications:',
    /line 12: people\.0\.attributes: shoe: the tenant has no such attribute/,
  ],
  [
    'a person who is there twice',
    'applications:',
    'people:\n  - { email: ida@demo.example }\n  - { email: IDA@demo.example }\napplications:',
    /line 12: people\.1\.email: stands at another person already/,
  ],
  ['broken YAML', 'name: contoso', 'name: [contoso', /^tenant\.yaml, line \d+: /],
] as const) {
  test(`${what} is refused with its line and the reason`, () => {
    assert.ok(YAML.includes(from));
    assert.match(faultOf(YAML.replace(from, to)), said);
  });
}

test('a JSON file is refused with its line and the reason as well', () => {
  const json = JSON.stringify(parseTenant(YAML, 'tenant.yaml'), undefined, 2);
  const lineOf = (text: string) => json.slice(0, json.indexOf(text)).split('\n').length;
  const wrong = json.replace('"kind": "sign-in"', '"kind": "sign-on"');
  assert.match(faultOf(wrong), new RegExp(`line ${lineOf('"kind": "sign-in"')}: userFlows\\.1\\.kind: `));
  assert.match(faultOf(json.replace('"name": "contoso', '"name": contoso"')), /line \d+: /);
});

test('a password flow cannot ask for a second factor', () => {
  assert.match(faultOf(YAML.replace('kind: sign-in', 'kind: resource-owner-password')), /line 8: .*has no pages/);
});

test('an empty file, and a file that is not there, are refused in one sentence', () => {
  assert.match(faultOf(''), /^tenant\.yaml, line 1: /);
  assert.throws(() => readTenantFile(join(folder, 'none.yaml')), /SettingsError.*TENANT_FILE/);
});

test('a running server takes a new file, and keeps the former tenant when the new one is wrong', async () => {
  const lines: string[] = [];
  const logger = createLogger('identity', 'info', { write: (line) => void lines.push(line) });
  const file = join(folder, 'reload.yaml');
  writeFileSync(file, YAML);
  const inForce = createTenantInForce(readTenantFile(file));
  const identity = await createTestIdentity({ tenant: inForce.tenant });
  const status = async (userFlow: string) => {
    const url = `/${TENANT_NAME}/${userFlow}/v2.0/.well-known/openid-configuration`;
    return (await identity.app.inject({ url })).statusCode;
  };
  try {
    assert.deepEqual([await status('B2C_1_susi'), await status(SIGN_IN)], [200, 404]);
    writeFileSync(file, YAML.replace('B2C_1_susi', SIGN_IN));
    reloadTenant({ file, inForce, logger });
    assert.deepEqual([await status('B2C_1_susi'), await status(SIGN_IN)], [404, 200]);
    writeFileSync(file, YAML.replace('kind: sign-in', 'kind: nonsense'));
    reloadTenant({ file, inForce, logger });
    assert.deepEqual([await status('B2C_1_susi'), await status(SIGN_IN)], [404, 200]);
    assert.match(lines.at(-1) ?? '', /tenant-file-refused.*line 7/);
  } finally {
    await identity.close();
  }
});

test('an application that is disabled while the server runs ends what people have under way for it', async () => {
  const said = parseTenant(YAML, 'tenant.yaml');
  const inForce = createTenantInForce(said);
  const identity = await createTestIdentity({ tenant: inForce.tenant });
  const [shop] = said.applications;
  const query = aRequest({ client_id: shop?.id, redirect_uri: 'https://shop.example/cb', scope: 'openid' });
  const browser = createTestBrowser(identity.app);
  const address = `${authorizePath('B2C_1_susi')}?${new URLSearchParams(query)}`;
  const page = await browser.open(address);
  assert.match(page.url, /sign-in$/);
  inForce.replace({ ...said, applications: said.applications.map((each) => ({ ...each, isDisabled: each === shop })) });
  assert.match((await browser.open(page.url)).html, /AADB2C90046/);
  assert.match((await browser.open(address)).html, /AADB2C90092/);
  await identity.close();
});

test('everything that a tenant says is in force, and so is everything that its successor says', () => {
  const said = parseTenant(
    `${YAML}\nlanguages: [es]\ninvalidClientStatus: 401\nlockout: { wrongTries: 3 }\nerrorWords: { AADB2C90225: invalid_grant }\npeople: [{ email: ida@demo.example }]\n`,
    'tenant.yaml',
  );
  const inForce = createTenantInForce({ ...said, branding: { displayName: 'Harbour' } });
  const everything = { ...said, branding: { displayName: 'Harbour' } };
  const members = Object.keys(tenantFileSchema.shape).filter((member) => member !== '$schema');
  assert.deepEqual(Object.keys(everything).sort(), members.sort(), 'say the new member above as well');
  for (const tenant of [everything, parseTenant(YAML, 'tenant.yaml')]) {
    inForce.replace(tenant);
    for (const [member, value] of Object.entries(tenant))
      assert.deepEqual(inForce.tenant[member as keyof typeof tenant], value, member);
  }
});

test('a file that an editor replaces is read anew', async () => {
  const loaded: string[] = [];
  const whenLoaded = async () => {
    loaded.push(inForce.tenant.userFlows[0]?.name ?? '');
  };
  const file = join(folder, 'followed.yaml');
  writeFileSync(file, YAML);
  const inForce = createTenantInForce(readTenantFile(file));
  const stop = await new Promise<() => void>((resolve) => {
    const logger = createLogger('identity', 'info', { write: () => queueMicrotask(() => resolve(stopFollowing)) });
    const stopFollowing = followTenantFile({ file, inForce, logger, whenLoaded });
    writeFileSync(`${file}.new`, YAML.replace('B2C_1_susi', SIGN_IN));
    renameSync(`${file}.new`, file);
  });
  stop();
  assert.equal(inForce.tenant.userFlows[0]?.name, SIGN_IN);
  assert.deepEqual(loaded, [SIGN_IN], 'its people get their accounts');
});

test('the published JSON Schema is the one that files are checked with', async () => {
  const published = readFileSync(new URL('../../../../docs/tenant.schema.json', import.meta.url), 'utf8');
  assert.deepEqual(
    JSON.parse(published),
    JSON.parse(await printSchema()),
    'run: npm run --silent identity -- schema > docs/tenant.schema.json',
  );
});
