import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { READ, SIGN_IN, SPA, TENANT_NAME } from '../testing/a-tenant.ts';
import { answerOf, aRequest, askFor, claimsOf, signIn } from '../testing/sign-in.ts';
import { decodeHtml } from '../testing/test-browser.ts';
import { createTestIdentity, type TestIdentity } from '../testing/test-identity.ts';

let identity: TestIdentity;
let announced: { response_types_supported: string[]; response_modes_supported: string[] };
before(async () => {
  identity = await createTestIdentity();
  announced = (await identity.app.inject(`/${TENANT_NAME}/${SIGN_IN}/v2.0/.well-known/openid-configuration`)).json();
});
after(() => identity.close());

const asking = (responseType: string, changes: Record<string, string> = {}) =>
  aRequest({
    client_id: SPA.clientId,
    redirect_uri: SPA.redirectUri,
    response_type: responseType,
    scope: `openid ${READ}`,
    ...changes,
  });

/** The members that each word of a response type brings. */
const BROUGHT: Record<string, string[]> = {
  code: ['code'],
  token: ['access_token', 'token_type', 'expires_in', 'scope'],
  id_token: ['id_token'],
};

const membersOf = (responseType: string) => [
  ...Object.keys(BROUGHT).flatMap((word) => (responseType.split(' ').includes(word) ? (BROUGHT[word] ?? []) : [])),
  'state',
];

test('every response type that metadata announces brings exactly what it names, in the query or the fragment', async () => {
  assert.equal(announced.response_types_supported.length, 8);
  for (const responseType of announced.response_types_supported) {
    const run = await signIn(identity, asking(responseType));
    assert.deepEqual([...run.answer.keys()], membersOf(responseType), responseType);
    assert.equal(run.url.hash === '', responseType === 'code', responseType);
    const idToken = run.answer.get('id_token');
    if (idToken === null) continue;
    const { nonce, c_hash, at_hash } = claimsOf(idToken);
    assert.equal(nonce, 'a-nonce');
    const hasHashes = [c_hash, at_hash].map((hash) => hash !== undefined);
    assert.deepEqual(hasHashes, [
      responseType.includes('code'),
      / ?\btoken\b/.test(responseType.replace('id_token', '')),
    ]);
  }
});

test('form_post brings each of them as fields of a form', async () => {
  for (const responseType of announced.response_types_supported) {
    const { cookies } = await signIn(identity);
    const { body } = await askFor(identity, asking(responseType, { response_mode: 'form_post' }), { cookies });
    const fields = [...body.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)];
    assert.deepEqual(
      fields.map(([, name]) => name),
      membersOf(responseType),
      responseType,
    );
    assert.equal(decodeHtml(fields.at(-1)?.[2] ?? ''), 'a state');
  }
});

test('prompt=consent is understood: an administrator consented already, so nobody is asked', async () => {
  const { cookies } = await signIn(identity);
  const answered = await askFor(identity, aRequest({ prompt: 'consent' }), { cookies });
  assert.ok(answerOf(answered).has('code'));
  const asked = await askFor(identity, aRequest({ prompt: 'consent' }));
  assert.match(String(asked.headers.location), /\/sign-in$/);
});
