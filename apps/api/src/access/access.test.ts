import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { operations } from '@surety/api-contract';
import { base64url, exportSPKI, generateKeyPair } from 'jose';
import { ADA, aProposal, CALM, type Stage, setStage } from '../testing/stage.ts';

let stage: Stage;
before(async () => {
  stage = await setStage({ market: CALM });
  await stage.register(ADA);
});
after(() => stage.strike());

const guarded = Object.values(operations).filter((operation) => 'requirement' in operation);

/** Calls an operation with something in every hole, and a body that is right. */
function attempt(operation: (typeof guarded)[number], token: string | undefined, headers: Record<string, string> = {}) {
  const url = operation.path.replace('{number}', 'SUR-100001').replace('{id}', 'unknown');
  const body = 'body' in operation ? aProposal() : undefined;
  return stage.call(operation.method, url, { token, headers: { 'if-match': '"1"', ...headers }, body });
}

async function forged(): Promise<Record<string, string>> {
  const { provider, clock } = stage;
  const other = await generateKeyPair('RS256');
  const good = await provider.token(clock.now, ADA);
  const [header, payload, signature] = good.split('.');
  const secret = new TextEncoder().encode(await exportSPKI(provider.publicKey));
  const claims = JSON.parse(Buffer.from(payload ?? '', 'base64url').toString());
  const asEve = base64url.encode(JSON.stringify({ ...claims, sub: 'eve' }));
  const none = base64url.encode(JSON.stringify({ alg: 'none', typ: 'JWT' }));
  const past = Math.floor(clock.now.getTime() / 1000) - 3_600;
  return {
    'an expired token': await provider.token(clock.now, { ...ADA, exp: past }),
    'a token for another audience': await provider.token(clock.now, { ...ADA, aud: 'portal' }),
    'a token of another issuer': await provider.token(clock.now, { ...ADA, iss: 'https://evil.example/' }),
    'a token without a signature (alg none)': `${none}.${payload}.`,
    'a token signed with the public key as a secret (HS256)': await provider.token(clock.now, ADA, {
      alg: 'HS256',
      key: secret,
    }),
    'a token signed by another key': await provider.token(clock.now, ADA, { key: other.privateKey }),
    'a token by another key with an unknown kid': await provider.token(clock.now, ADA, {
      kid: 'x',
      key: other.privateKey,
    }),
    'a changed payload': `${header}.${asEve}.${signature}`,
    'a token that names nobody': await provider.token(clock.now, { sub: '' }),
    'what is no token': 'no-token-at-all',
  };
}

describe('every guarded operation', () => {
  test('refuses a request without a token, and says so in WWW-Authenticate', async () => {
    for (const operation of guarded) {
      const { status, headers, body } = await attempt(operation, undefined);
      assert.equal(status, 401, operation.path);
      assert.match(String(headers['www-authenticate']), /^Bearer error="invalid_token"/);
      assert.equal(headers['content-type'], 'application/problem+json; charset=utf-8');
      assert.equal(body.code, 'token-missing');
    }
  });

  test('refuses forged, expired and foreign tokens', async () => {
    for (const [name, token] of Object.entries(await forged())) {
      for (const operation of guarded) {
        const { status, headers, body } = await attempt(operation, token);
        assert.equal(status, 401, `${operation.path} took ${name}`);
        assert.match(String(headers['www-authenticate']), /error="invalid_token"/);
        assert.equal(body.code, 'invalid-token');
        assert.ok(!JSON.stringify(body).includes(token));
      }
    }
  });

  test('refuses a token without its scope, and names the scope', async () => {
    for (const operation of guarded) {
      const { scope } = operation.requirement;
      const other = scope === 'Accounts.Read' ? 'Accounts.Write' : 'Accounts.Read';
      for (const scp of [other, undefined, `${scope}.More`]) {
        const { status, headers, body } = await attempt(operation, await stage.tokenOf(ADA, { scp }));
        assert.equal(status, 403, operation.path);
        assert.ok(String(headers['www-authenticate']).includes(`error="insufficient_scope"`));
        assert.ok(String(headers['www-authenticate']).includes(`scope="${scope}"`));
        assert.equal(body.code, 'insufficient-scope');
      }
    }
  });

  test('reads tokens from the Authorization header alone', async () => {
    const token = await stage.tokenOf(ADA);
    assert.equal((await stage.call('GET', `/policies?access_token=${token}`)).status, 401);
    const cookie = { cookie: `access_token=${token}` };
    assert.equal((await stage.call('GET', '/policies', { headers: cookie })).status, 401);
    const basic = { authorization: `Basic ${token}` };
    assert.equal((await stage.call('GET', '/policies', { headers: basic })).status, 401);
  });
});

test('answers 503 with Retry-After while the provider cannot be reached', async () => {
  const other = await setStage({ market: CALM });
  try {
    const token = await other.tokenOf(ADA);
    await other.provider.close();
    const { status, headers, body } = await other.call('GET', '/policies', { token });
    assert.equal(status, 503);
    assert.ok(Number(headers['retry-after']) > 0);
    assert.equal(body.code, 'provider-unavailable');
  } finally {
    await other.strike().catch(() => undefined);
  }
});

test('answers health, readiness, the OpenAPI document and the reference page to everybody', async () => {
  assert.equal((await stage.call('GET', '/health')).body.status, 'ok');
  assert.equal((await stage.call('GET', '/health/live')).status, 200);
  assert.equal((await stage.call('GET', '/health/ready')).status, 200);
  assert.equal((await stage.call('GET', '/openapi.json')).body.openapi, '3.1.0');
  const { body, headers } = await stage.call('GET', '/docs');
  assert.match(String(headers['content-security-policy']), /script-src 'none'/);
  for (const operation of Object.values(operations)) assert.ok(String(body).includes(operation.path));
});

test('answers what does not exist as problem details', async () => {
  const { status, body, headers } = await stage.call('GET', '/nothing');
  assert.equal(status, 404);
  assert.equal(body.code, 'no-such-address');
  assert.equal(headers['content-type'], 'application/problem+json; charset=utf-8');
});
