import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { PORTAL } from '../testing/a-tenant.ts';
import { askToken, codeForm, VERIFIER } from '../testing/sign-in.ts';
import { createTestIdentity, DATABASES, type TestIdentity } from '../testing/test-identity.ts';
import { newCode } from '../testing/token-requests.ts';

for (const address of DATABASES) {
  describe(`${address.split(':')[0]}: what is kept of tokens`, () => {
    let identity: TestIdentity;
    before(async () => {
      identity = await createTestIdentity({ address });
    });
    after(() => identity.close());

    test('no token, code or secret stands in the log or in the database', async () => {
      const code = await newCode(identity);
      const { body } = await askToken(identity, codeForm(code));
      await askToken(identity, codeForm(code));
      const { db } = identity.services;
      const kept = await Promise.all([
        db.selectFrom('identity_grant').selectAll().execute(),
        db.selectFrom('identity_authorization_code').selectAll().execute(),
        db.selectFrom('identity_refresh_token').selectAll().execute(),
      ]);
      const log = identity.log.join('');
      for (const secret of [code, body.refresh_token, body.id_token, body.access_token, PORTAL.secret]) {
        assert.ok(!log.includes(String(secret)));
        assert.ok(!JSON.stringify(kept).includes(String(secret)));
      }
      assert.ok(!log.includes(VERIFIER));
      assert.match(log, /"event":"token-refused","code":"AADB2C90129"/);
    });
  });
}
