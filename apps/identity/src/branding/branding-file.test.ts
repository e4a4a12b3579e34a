import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { createLogger, SettingsError } from '@surety/web';
import { reloadTenant } from '../tenant/follow-tenant-file.ts';
import { parseTenant, readTenantFile } from '../tenant/tenant-file.ts';
import { createTenantInForce } from '../tenant/tenant-in-force.ts';
import { createTestIdentity } from '../testing/test-identity.ts';

const folder = mkdtempSync(join(tmpdir(), 'surety-branding-'));
after(() => rmSync(folder, { recursive: true }));

const SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>';
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const inner = join(folder, 'tenants');
mkdirSync(inner);
writeFileSync(join(folder, 'outside.svg'), SVG);
writeFileSync(join(inner, 'shop.svg'), SVG);
writeFileSync(join(inner, 'shop.png'), PNG);
writeFileSync(join(inner, 'page.png'), '<!doctype html><script>alert(1)</script>');
writeFileSync(join(inner, 'large.png'), Buffer.concat([PNG, Buffer.alloc(70_000)]));
symlinkSync(join(folder, 'outside.svg'), join(inner, 'link.svg'));

const YAML = `id: 11111111-2222-4333-8444-555555555555
name: contoso.onmicrosoft.com
branding:
  displayName: Contoso
  colours: { accent: '#3b3fa8' }
userFlows: []
applications:
  - id: aaaaaaaa-0000-4000-8000-000000000001
    name: Shop
    kind: web
    branding:
      logo: shop.svg
      links: { terms: https://shop.example/terms }
`;
const file = join(inner, 'tenant.yaml');

function read(text: string) {
  writeFileSync(file, text);
  return readTenantFile(file);
}

function faultOf(text: string): string {
  try {
    read(text);
  } catch (error) {
    if (error instanceof SettingsError) return error.message;
    throw error;
  }
  return 'nothing is wrong';
}

test('an application has what it says itself, and the rest from its tenant', () => {
  const [shop] = read(YAML).applications;
  assert.equal(shop?.branding?.displayName, 'Contoso');
  assert.deepEqual(shop?.branding?.colours, { accent: '#3b3fa8' });
  assert.equal(shop?.branding?.logo, `data:image/svg+xml;base64,${Buffer.from(SVG).toString('base64')}`);
});

test('a tenant with pictures is read back as it was written out', () => {
  const tenant = read(YAML.replace('shop.svg', '{ light: shop.svg, dark: shop.png }'));
  assert.deepEqual(parseTenant(JSON.stringify(tenant), 'tenant.json'), tenant);
});

const LOGO = 'logo: shop.svg';
for (const [what, from, to, said] of [
  ['a colour that is none', "'#3b3fa8'", 'red', /line 5: branding\.colours\.accent: write a colour as '#0b5f57'/],
  [
    'a colour that would end the rule',
    "'#3b3fa8'",
    '"#3b3fa8; } body { background: url(//evil.example) "',
    /line 5: .*write a colour/,
  ],
  [
    'an accent that nobody can read on the card',
    '#3b3fa8',
    '#ffcc00',
    /line 5: branding\.colours\.accent: has a contrast of 1\.5:1 .*needs 4\.5:1/,
  ],
  [
    'a dark accent that nobody can read on the dark card',
    "accent: '#3b3fa8'",
    "accent: '#3b3fa8', dark: { accent: '#3b3fa8' }",
    /line 5: branding\.colours\.dark\.accent: has a contrast of 1\.\d:1 to the dark card/,
  ],
  [
    'a background on which no words can be read',
    "accent: '#3b3fa8'",
    "accent: '#3b3fa8', background: '#7c7c7c'",
    /line 5: branding\.colours\.background: has a contrast of [34]\.\d:1 to the words/,
  ],
  ['a name with a line break', 'displayName: Contoso', 'displayName: "Con\\ntoso"', /line 4: .*plain text/],
  ['a name that turns the text around', 'displayName: Contoso', 'displayName: "Con\\u202Etoso"', /line 4: .*plain/],
  ['a link without TLS', 'https://shop.example/terms', 'http://shop.example/terms', /line 13: .*begins with https/],
  ['a script as a link', 'https://shop.example/terms', 'javascript:alert(1)', /line 13: .*begins with https/],
  ['an icon that is not there', LOGO, 'icon: gone.svg', /line 12: applications\.0\.branding\.icon: .*ENOENT/],
  ['a logo that is not there', LOGO, 'logo: gone.svg', /line 12: applications\.0\.branding\.logo: .*ENOENT/],
  ['a logo that is too large', LOGO, 'logo: large.png', /line 12: .*has 70\d{3} bytes; 65536 is the most/],
  ['a logo that is a page by what is in it', LOGO, 'logo: page.png', /line 12: .*neither PNG nor JPEG nor SVG/],
  ['a logo outside the folder', LOGO, 'logo: ../outside.svg', /line 12: .*in the folder of this file/],
  ['a logo that a link leads outside to', LOGO, 'logo: link.svg', /line 12: .*in the folder of this file/],
  ['any file of this machine as a logo', LOGO, 'logo: /etc/hostname', /line 12: .*in the folder of this file/],
  ['the folder as a logo', LOGO, 'logo: .', /line 12: /],
  ['a page as a data: URL', LOGO, 'logo: "data:text/html;base64,PGh0bWw+"', /line 12: .*write data:image\/png/],
] as const) {
  test(`${what} is refused with its line and the reason`, () => {
    assert.ok(YAML.includes(from));
    assert.match(faultOf(YAML.replace(from, to)), said);
  });
}

for (const [what, inside] of [
  ['script', '<script>alert(1)</script>'],
  ['script under a prefix', '<s:script xmlns:s="http://www.w3.org/2000/svg">alert(1)</s:script>'],
  ['script under an unusual prefix', '<a.é:script xmlns:a.é="http://www.w3.org/2000/svg">alert(1)</a.é:script>'],
  ['an animation under an unusual prefix', '<a.é:set xmlns:a.é="http://www.w3.org/2000/svg" attributeName="x"/>'],
  ['a background from elsewhere, by another function', '<style>*{background:src("https://evil.example/")}</style>'],
  ['an event handler', '<rect onload="alert(1)"/>'],
  ['foreign content', '<foreignObject><p>hello</p></foreignObject>'],
  ['a picture from elsewhere', '<image href="https://evil.example/x.png"/>'],
  ['a link', '<a xlink:href="javascript:alert(1)"><rect/></a>'],
  ['a style sheet from elsewhere', '<style>@import "//evil.example/x.css";</style>'],
  ['a background from elsewhere', '<rect style="fill:url(https://evil.example/x.svg#a)"/>'],
  ['a background from elsewhere, written otherwise', '<rect style="fill:&#x75;rl(//evil.example/)"/>'],
  ['a use of another file', '<use href="other.svg#a"/>'],
] as const) {
  test(`an SVG with ${what} is refused`, () => {
    writeFileSync(join(inner, 'evil.svg'), SVG.replace('</svg>', `${inside}</svg>`));
    assert.match(faultOf(YAML.replace(LOGO, 'logo: evil.svg')), /line 12: .*which a picture does not need/);
  });
}

test('an SVG with an entity or a style sheet of another file is no picture', () => {
  for (const head of ['<!DOCTYPE svg [<!ENTITY x "y">]>', '<?xml-stylesheet href="//evil.example/x.css"?>']) {
    writeFileSync(join(inner, 'evil.svg'), `${head}${SVG}`);
    assert.match(faultOf(YAML.replace(LOGO, 'logo: evil.svg')), /line 12: /);
  }
});

test('a picture may refer to itself and hold a style sheet of its own', () => {
  const inside = '<style>.a { fill: #123 }</style><use href="#a"/><rect class="a" style="fill: url(#b)"/>';
  writeFileSync(join(inner, 'good.svg'), SVG.replace('</svg>', `${inside}</svg>`));
  assert.equal(faultOf(YAML.replace(LOGO, 'logo: good.svg')), 'nothing is wrong');
});

test('where a tenant file says nothing of it, pages have this house’s look, while the server runs as well', async () => {
  const plain = YAML.replace(/branding:\n {2}displayName.*\n.*\n/, '').replace(/ {4}branding:\n.*\n.*\n/, '');
  const flows = plain.replace('userFlows: []', 'userFlows: [{ name: B2C_1_susi, kind: sign-up-and-sign-in }]');
  const inForce = createTenantInForce(read(flows));
  assert.equal(inForce.tenant.branding, undefined);
  const identity = await createTestIdentity({ tenant: inForce.tenant });
  const url =
    '/contoso.onmicrosoft.com/B2C_1_susi/oauth2/v2.0/authorize?client_id=aaaaaaaa-0000-4000-8000-000000000001';
  const { body } = await identity.app.inject(url);
  assert.match(body, /<span class="seal"><\/span>Surety <span class="muted">identity<\/span>/);
  assert.doesNotMatch(body, /brand-name|class="logo"/);
  await identity.close();
});

test('a bad logo keeps the former tenant in force, and the log names line and reason', () => {
  const lines: string[] = [];
  const logger = createLogger('identity', 'info', { write: (line) => void lines.push(line) });
  const inForce = createTenantInForce(read(YAML));
  writeFileSync(file, YAML.replace('Contoso', 'Fabrikam').replace(LOGO, 'logo: page.png'));
  reloadTenant({ file, inForce, logger });
  assert.equal(inForce.tenant.branding?.displayName, 'Contoso');
  assert.match(lines.at(-1) ?? '', /tenant-file-refused.*line 12/);
  writeFileSync(file, YAML.replace('Contoso', 'Fabrikam'));
  reloadTenant({ file, inForce, logger });
  assert.equal(inForce.tenant.branding?.displayName, 'Fabrikam');
});
