import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { PORTAL, SIGN_IN, SPA, TENANT_NAME } from '../testing/a-tenant.ts';
import { askToken } from '../testing/sign-in.ts';
import { createTestIdentity, type TestIdentity } from '../testing/test-identity.ts';

let identity: TestIdentity;
before(async () => {
  identity = await createTestIdentity();
});
after(() => identity.close());

const ALLOWED = 'access-control-allow-origin';
const THEIRS = new URL(SPA.redirectUri).origin;
const STRANGERS = [PORTAL.origin, 'https://evil.example', `${THEIRS}.evil.example`, 'null'];

const refused = (origin: string) =>
  askToken(identity, { grant_type: 'nothing', client_id: SPA.clientId }, { headers: { origin } });

const asked = (endpoint: string, origin: string) =>
  identity.app.inject({
    method: 'OPTIONS',
    url: `/${TENANT_NAME}/${SIGN_IN}${endpoint}`,
    headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'traceparent' },
  });

test('a single-page application reads why it was refused; pages of other origins read nothing', async () => {
  const { status, headers } = await refused(THEIRS);
  assert.deepEqual([status, headers[ALLOWED], headers.vary], [400, THEIRS, 'origin']);
  for (const origin of STRANGERS) assert.equal((await refused(origin)).headers[ALLOWED], undefined, origin);
});

test('a browser that asks beforehand is told so, also for headers of the application’s own', async () => {
  const { statusCode, headers } = await asked('/oauth2/v2.0/token', THEIRS);
  assert.equal(statusCode, 204);
  assert.equal(headers[ALLOWED], THEIRS);
  assert.equal(headers['access-control-allow-methods'], 'POST');
  assert.equal(headers['access-control-allow-headers'], '*, authorization');
  for (const origin of STRANGERS) assert.equal((await asked('/oauth2/v2.0/token', origin)).headers[ALLOWED], undefined);
  for (const endpoint of ['/v2.0/.well-known/openid-configuration', '/discovery/v2.0/keys'])
    assert.equal((await asked(endpoint, 'https://anybody.example')).headers[ALLOWED], '*', endpoint);
});

test('no answer allows cookies to come along', async () => {
  for (const { headers } of [await refused(THEIRS), await asked('/oauth2/v2.0/token', THEIRS)])
    assert.equal(headers['access-control-allow-credentials'], undefined);
});
