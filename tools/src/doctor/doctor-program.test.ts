import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createLogger } from '@surety/web';
import { startIdentity } from '../../../apps/identity/src/app.ts';
import { readIdentityConfig } from '../../../apps/identity/src/config.ts';
import { issueServerCertificate, makeCertificateAuthority } from '../../../apps/identity/src/tls/certificates.ts';
import { settingsOnFreePorts } from '../start/free-ports.ts';
import { withOrigins } from '../start/origins.ts';
import type { Finding } from './finding.ts';

const ENTRY = fileURLToPath(new URL('../run.mjs', import.meta.url));
const DAY_MS = 86_400_000;
const SECRET = 'the-secret-of-the-portal';

type Outcome = { code: number | null; out: string; errors: string };

/** The command as people run it. */
function doctor(words: readonly string[], settings: Record<string, string> = {}): Promise<Outcome> {
  const { PATH = '' } = process.env;
  const child = spawn(process.execPath, [ENTRY, 'doctor', ...words], { env: { PATH, NO_COLOR: '1', ...settings } });
  const outcome = { out: '', errors: '' };
  child.stdout.on('data', (chunk) => {
    outcome.out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    outcome.errors += chunk;
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, ...outcome })));
}

const findingsOf = ({ out }: Outcome) => JSON.parse(out) as Finding[];
const about = (outcome: Outcome, check: RegExp) => findingsOf(outcome).find((each) => check.test(each.check));

let folder: string;
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'surety-doctor-'));
});
after(() => rmSync(folder, { recursive: true, force: true }));

describe('a provider that answers by TLS', () => {
  const servers: Server[] = [];
  let authority: Awaited<ReturnType<typeof makeCertificateAuthority>>;
  before(async () => {
    authority = await makeCertificateAuthority(new Date(Date.now() - 500 * DAY_MS));
    writeFileSync(join(folder, 'ca.pem'), authority.certificate);
  });
  after(() => {
    for (const server of servers) server.close();
  });

  /** A provider whose certificate was issued that many days ago; it lives for 397. */
  async function providerIssued(daysAgo: number): Promise<Record<string, string>> {
    const issuedAt = new Date(Date.now() - daysAgo * DAY_MS);
    const { certificate, key } = await issueServerCertificate(authority, ['localhost'], issuedAt);
    const server = createServer({ cert: certificate, key }, (_, response) => response.end('{}'));
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
    return {
      PROVIDER_KIND: 'openid-connect',
      ISSUER_URL: `https://localhost:${(server.address() as AddressInfo).port}`,
      PORTAL_CLIENT_SECRET: SECRET,
      ACR_VALUES: 'urn:mfa',
      NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem'),
    };
  }

  test('with an expired certificate is told to renew it, and the command fails', async () => {
    const outcome = await doctor(['--json'], await providerIssued(400));
    assert.equal(outcome.code, 1, outcome.errors);
    for (const check of [/^certificate of localhost/, /^metadata/]) {
      const found = about(outcome, check);
      assert.equal(found?.status, 'failed');
      assert.match(found?.says ?? '', /its certificate has expired/);
      assert.equal(found?.todo, 'Renew the certificate at the provider.');
    }
  });

  test('with a certificate that ends within two weeks is told so, and one that lasts passes', async () => {
    const soon = about(await doctor(['--json'], await providerIssued(390)), /^certificate/);
    assert.deepEqual([soon?.status, soon?.todo], ['doubtful', 'Have it renewed.']);
    const lasting = about(await doctor(['--json'], await providerIssued(10)), /^certificate/);
    assert.equal(lasting?.status, 'passed');
  });
});

describe('the command', () => {
  let identity: Awaited<ReturnType<typeof startIdentity>>;
  let settings: Record<string, string>;
  before(async () => {
    const free = await settingsOnFreePorts(folder);
    settings = { ...free.settings, LOG_LEVEL: 'silent', PORTAL_CLIENT_SECRET: SECRET };
    identity = await startIdentity(readIdentityConfig(withOrigins(settings)), createLogger('identity', 'silent'));
  });
  after(() => identity.close());

  test('ends with 0 when nothing failed, for people and as JSON, and shows no secret', async () => {
    const [people, programs] = await Promise.all([doctor([], settings), doctor(['--json'], settings)]);
    assert.deepEqual([people.code, programs.code], [0, 0], people.out);
    assert.match(people.out, /✓ client secret: taken[\s\S]*Nothing failed/);
    for (const { check, status, says } of findingsOf(programs)) assert.ok(check && status && says);
    assert.doesNotMatch(people.out + people.errors + programs.out, new RegExp(SECRET));
  });

  test('ends with 1 when something failed, and with 2 when it is not understood', async () => {
    const wrong = await doctor(['--json'], { ...settings, PORTAL_CLIENT_SECRET: 'a-secret-of-yesterday' });
    assert.equal(wrong.code, 1);
    assert.ok(about(wrong, /^client secret/)?.todo);
    assert.doesNotMatch(wrong.out + wrong.errors, /a-secret-of-yesterday/);
    const unknown = await doctor(['--cure']);
    assert.deepEqual([unknown.code, unknown.out], [2, '']);
    assert.match(unknown.errors, /npm run doctor/);
  });

  test('names a setting that is wrong, without its value', async () => {
    const outcome = await doctor(['--json'], { ...settings, PORTAL_PORT: 'a-secret-by-mistake' });
    assert.equal(outcome.code, 1);
    assert.match(about(outcome, /^settings/)?.says ?? '', /PORTAL_PORT/);
    assert.doesNotMatch(outcome.out, /a-secret-by-mistake/);
  });
});
