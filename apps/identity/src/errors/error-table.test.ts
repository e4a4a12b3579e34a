import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { API, SIGN_IN, TENANT_NAME } from '../testing/a-tenant.ts';
import { answerOf, aRequest, askFor, askToken } from '../testing/sign-in.ts';
import { createTestIdentity, type TestIdentity } from '../testing/test-identity.ts';
import { ERROR_TABLE } from './error-table.ts';
import { EXTENSION_ERROR_TABLE } from './extension-error-table.ts';

let identity: TestIdentity;
before(async () => {
  identity = await createTestIdentity();
});
after(() => identity.close());

const FOLDER = new URL('../', import.meta.url);
const FILES = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter(
  (file) => file.endsWith('.ts') && !/(error-table|-errors)\./.test(file),
);
const [TESTS = '', SOURCES = ''] = [true, false].map((isTest) =>
  FILES.filter((file) => file.endsWith('.test.ts') === isTest)
    .map((file) => readFileSync(new URL(file, FOLDER), 'utf8'))
    .join('\n'),
);

/** Proven in this file. */
const ELSEWHERE = ['AADB2C90007', 'AADB2C90067'];

test('every code is given somewhere, and a test meets it', () => {
  for (const code of Object.keys({ ...ERROR_TABLE, ...EXTENSION_ERROR_TABLE })) {
    assert.ok(SOURCES.includes(code), `nothing gives ${code}`);
    assert.ok(TESTS.includes(code) || ELSEWHERE.includes(code), `no test meets ${code}`);
  }
});

test('only a defect and an overload are a 5xx, and only a throttled caller hears 429', () => {
  for (const [code, { status }] of Object.entries({ ...ERROR_TABLE, ...EXTENSION_ERROR_TABLE })) {
    if (code === 'AADB2C90048') assert.equal(status, 500);
    else if (code === 'AADB2C90035') assert.equal(status, 503);
    else assert.ok((status >= 400 && status < 429) || code === 'AADB2C90244', code);
  }
});

test('an application without redirect URIs is told so on a page (AADB2C90007)', async () => {
  const response = await askFor(identity, aRequest({ client_id: API.applicationId }));
  assert.equal(response.statusCode, 400);
  assert.match(response.body, /AADB2C90007/);
});

test('a sign-out to what is no address is told so on a page (AADB2C90067)', async () => {
  const response = await identity.app.inject({
    url: `/${TENANT_NAME}/${SIGN_IN}/oauth2/v2.0/logout`,
    query: { post_logout_redirect_uri: 'nowhere' },
  });
  assert.equal(response.statusCode, 400);
  assert.match(response.body, /AADB2C90067/);
});

test('the correlation id of a refusal stands in the log, at the redirect, at the token endpoint and on a page', async () => {
  const refused = answerOf(await askFor(identity, aRequest({ prompt: 'none' }))).get('error_description');
  const { body } = await askToken(identity, { grant_type: 'nothing' });
  const page = await askFor(identity, aRequest({ client_id: undefined }));
  const flow = await identity.app.inject(`/${TENANT_NAME}/B2C_1_nothing/v2.0/.well-known/openid-configuration`);
  for (const description of [refused, body.error_description, page.body, flow.body]) {
    const id = /Correlation ID.*?([0-9a-f]{8}-[0-9a-f-]{27})/.exec(String(description))?.[1] ?? 'none';
    assert.ok(
      identity.log.some((line) => line.includes(id)),
      String(description),
    );
  }
});
