import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SIGN_IN, TENANT_NAME } from '../testing/a-tenant.ts';
import { aRequest, askFor, askToken, authorizePath, tokens } from '../testing/sign-in.ts';
import { createTestIdentity, DATABASES, type TestIdentity } from '../testing/test-identity.ts';

const STRANGER = '192.0.2.7';
const TOKEN = `/${TENANT_NAME}/${SIGN_IN}/oauth2/v2.0/token`;

async function identityWithLimit(most: number, address?: string): Promise<TestIdentity> {
  return createTestIdentity({ operation: { requestsPerAddress: most }, ...(address && { address }) });
}

test('whoever sends too many requests is told so in B2C’s words, and others are served', async () => {
  const identity = await identityWithLimit(2);
  const ask = (remoteAddress: string) =>
    identity.app.inject({ url: authorizePath(), query: aRequest(), remoteAddress });
  for (let count = 0; count < 2; count += 1) assert.equal((await ask(STRANGER)).statusCode, 303);
  const refused = await ask(STRANGER);
  assert.equal(refused.statusCode, 429);
  assert.match(refused.body, /There are too many requests at this moment[\s\S]*AADB2C90244/);
  assert.ok(Number(refused.headers['retry-after']) > 0);
  assert.equal((await ask('192.0.2.8')).statusCode, 303);
  assert.equal((await askFor(identity, aRequest())).statusCode, 303, 'this machine');
  await identity.close();
});

test('at the token endpoint only what is refused counts, and the refusal is JSON', async () => {
  const identity = await identityWithLimit(3);
  const ask = (form: Record<string, string>) =>
    identity.app.inject({
      method: 'POST',
      url: TOKEN,
      remoteAddress: STRANGER,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams(form).toString(),
    });
  let refreshToken = String((await tokens(identity)).refresh_token);
  const credentials = {
    client_id: 'aaaaaaaa-0000-4000-8000-000000000001',
    client_secret: 'the-portal-has-this-secret',
  };
  for (let count = 0; count < 6; count += 1) {
    const answer = await ask({ ...credentials, grant_type: 'refresh_token', refresh_token: refreshToken });
    assert.equal(answer.statusCode, 200, answer.body);
    refreshToken = String(answer.json().refresh_token);
  }
  for (let count = 0; count < 3; count += 1) assert.equal((await ask({ grant_type: 'x' })).statusCode, 400);
  const refused = await ask({ ...credentials, grant_type: 'refresh_token', refresh_token: refreshToken });
  assert.equal(refused.statusCode, 429);
  const { error, error_description: description } = refused.json() as Record<string, string>;
  assert.equal(error, 'temporarily_unavailable');
  assert.match(description ?? '', /^AADB2C90244: /);
  const { status } = await askToken(identity, { grant_type: 'refresh_token', refresh_token: refreshToken });
  assert.equal(status, 200, 'from elsewhere the same token is good');
  await identity.close();
});

test('replicas count together on PostgreSQL, and a process counts alone on SQLite', async () => {
  for (const address of DATABASES) {
    const first = await identityWithLimit(10, address);
    const second = first.replica();
    const ask = async (replica: Pick<TestIdentity, 'app'>) =>
      (await replica.app.inject({ url: authorizePath(), query: aRequest(), remoteAddress: STRANGER })).statusCode;
    for (let count = 0; count < 6; count += 1) assert.equal(await ask(first), 303);
    await first.services.limiter.exchange();
    for (let count = 0; count < 4; count += 1) assert.equal(await ask(second), 303);
    await second.services.limiter.exchange();
    assert.equal(await ask(second), address.startsWith('postgres') ? 429 : 303, address);
    await second.close();
    await first.close();
  }
});
