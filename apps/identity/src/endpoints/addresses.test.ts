import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { PORTAL, SIGN_IN, TENANT_ID, TENANT_NAME } from '../testing/a-tenant.ts';
import { aRequest, claimsOf, codeForm, signIn } from '../testing/sign-in.ts';
import { createTestIdentity, type TestIdentity } from '../testing/test-identity.ts';

let identity: TestIdentity;
before(async () => {
  identity = await createTestIdentity();
});
after(() => identity.close());

const LETTER_CASES: Record<string, (path: string) => string> = {
  'as it is written': (path) => path,
  'in lower case': (path) => path.toLowerCase(),
  'in upper case': (path) => path.toUpperCase(),
};

/** The address of an endpoint, and its query with the user flow where the path has none. */
type AddressOf = (endpoint: string, query?: Record<string, string>) => string;

/** Every way in which B2C's clients write an address. */
function* spellings(): Generator<[name: string, addressOf: AddressOf]> {
  for (const prefix of ['', '/tfp'])
    for (const tenant of [TENANT_NAME, TENANT_ID])
      for (const form of ['path', 'query'])
        for (const [name, write] of Object.entries(LETTER_CASES)) {
          const base = `${prefix}/${tenant}${form === 'path' ? `/${SIGN_IN}` : ''}`;
          const named: Record<string, string> = form === 'query' ? { p: write(SIGN_IN) } : {};
          yield [
            `${base} (user flow in the ${form}, ${name})`,
            (endpoint, query = {}) => `${write(base + endpoint)}?${new URLSearchParams({ ...named, ...query })}`,
          ];
        }
}

for (const [name, addressOf] of spellings()) {
  test(`every endpoint answers below ${name}`, async () => {
    const get = (endpoint: string, query?: Record<string, string>) => identity.app.inject(addressOf(endpoint, query));
    const metadata = await get('/v2.0/.well-known/openid-configuration');
    assert.equal(Object.keys(metadata.json()).length, 12);
    assert.equal((await get('/discovery/v2.0/keys')).json().keys.length, 1);
    const asked = await get('/oauth2/v2.0/authorize', aRequest());
    assert.match(String(asked.headers.location), new RegExp(`^/${TENANT_NAME}/${SIGN_IN}/journey/`));
    const loggedOut = await get('/oauth2/v2.0/logout', {
      post_logout_redirect_uri: `${PORTAL.origin}/`,
      state: 'here',
    });
    assert.equal(loggedOut.headers.location, `${PORTAL.origin}/?state=here`);
    const { answer } = await signIn(identity);
    const members = { ...codeForm(answer.get('code') ?? ''), client_id: PORTAL.clientId, client_secret: PORTAL.secret };
    const redeemed = await identity.app.inject({
      method: 'POST',
      url: addressOf('/oauth2/v2.0/token'),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams(members).toString(),
    });
    assert.equal(claimsOf(redeemed.json<{ id_token: string }>().id_token).tfp, SIGN_IN);
  });
}
