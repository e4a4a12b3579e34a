import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { PORTAL, READ, SHOP } from '../testing/a-tenant.ts';
import { aRequest, askToken, codeForm } from '../testing/sign-in.ts';
import { createTestIdentity, DATABASES, type TestIdentity } from '../testing/test-identity.ts';
import { newCode, refusalOf } from '../testing/token-requests.ts';

for (const address of DATABASES) {
  describe(`${address.split(':')[0]}: client authentication`, () => {
    let identity: TestIdentity;
    before(async () => {
      identity = await createTestIdentity({ address });
    });
    after(() => identity.close());

    const shopCode = () =>
      newCode(
        identity,
        aRequest({ client_id: SHOP.clientId, redirect_uri: SHOP.redirectUri, scope: `openid ${READ}` }),
      );
    const shopForm = async (changes: Record<string, string | undefined>) =>
      codeForm(await shopCode(), { redirect_uri: SHOP.redirectUri, client_id: SHOP.clientId, ...changes });
    const basic = (secret: string, id: string = SHOP.clientId) => ({
      authorization: `Basic ${Buffer.from(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`).toString('base64')}`,
    });

    test('both secrets of a change are valid', async () => {
      for (const secret of SHOP.secrets) {
        assert.equal((await askToken(identity, await shopForm({ client_secret: secret }))).status, 200);
      }
    });

    test('HTTP Basic alone, and beside the form, is understood', async () => {
      const headers = basic(SHOP.secrets[0]);
      const alone = await shopForm({ client_id: undefined, client_secret: undefined });
      assert.equal((await askToken(identity, alone, { headers })).status, 200);
      const both = await shopForm({ client_secret: SHOP.secrets[1] });
      assert.equal((await askToken(identity, both, { headers })).status, 200);
    });

    test('of two ways both must be right', async () => {
      const form = await shopForm({ client_secret: 'wrong' });
      assert.equal((await refusalOf(identity, form, { headers: basic(SHOP.secrets[0]) }))[2], 'AADB2C90081');
      const other = await shopForm({ client_secret: undefined });
      assert.equal((await refusalOf(identity, other, { headers: basic('x', PORTAL.clientId) }))[2], 'AADB2C90122');
    });

    test('a Basic header that cannot be read counts as none', async () => {
      const headers = { authorization: 'Basic %%%' };
      assert.equal(
        (await refusalOf(identity, await shopForm({ client_secret: undefined }), { headers }))[2],
        'AADB2C90079',
      );
    });
  });
}
