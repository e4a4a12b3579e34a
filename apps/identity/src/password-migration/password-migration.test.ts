import assert from 'node:assert/strict';
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { JWTPayload } from 'jose';
import { LOCKOUT } from '../accounts/lockout.ts';
import { PASSWORD_SUBMISSION_PATH } from '../routes.ts';
import { sweep } from '../sweep.ts';
import { addPerson, later, PASSWORD } from '../testing/a-person.ts';
import { type ExternalId, startExternalId } from '../testing/external-id.ts';
import { createTestIdentity, DATABASES, type TestIdentity } from '../testing/test-identity.ts';

const EMAIL = 'grace@demo.example';
const { privateKey: key } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const { privateKey: foreignKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

let externalId: ExternalId;
before(async () => {
  externalId = await startExternalId();
});
after(() => externalId.close());

for (const address of DATABASES) {
  describe(address.split(':')[0] ?? '', () => {
    let identity: TestIdentity;
    before(async () => {
      const { issuer, audience } = externalId;
      identity = await createTestIdentity({ address, passwordMigration: { issuer, audience, key } });
      await addPerson(identity, { email: EMAIL });
      await addPerson(identity, { email: 'disabled@demo.example', isDisabled: true });
    });
    after(() => identity.close());
    beforeEach(() => {
      externalId.isDown = false;
    });

    async function post(body: object | string, changes?: JWTPayload, authorization?: string) {
      const bearer = authorization ?? `Bearer ${await externalId.token(identity.clock.now, changes)}`;
      const response = await identity.app.inject({
        method: 'POST',
        url: PASSWORD_SUBMISSION_PATH,
        headers: { authorization: bearer, 'content-type': 'application/json' },
        payload: typeof body === 'string' ? body : JSON.stringify(body),
      });
      return { status: response.statusCode, headers: response.headers, body: response.json() };
    }
    const claimsOf = (changes: Record<string, string> = {}) => ({
      'user-password': PASSWORD,
      username: EMAIL,
      nonce: randomUUID(),
      ...changes,
    });
    async function actionFor(changes: Record<string, string> = {}, options = {}) {
      const { status, body } = await post(await externalId.callout(key, claimsOf(changes), options));
      assert.equal(status, 200);
      return String(body.data.actions[0]['@odata.type']).replace('microsoft.graph.passwordSubmit.', '');
    }
    const refusal = async (body: object | string, changes?: JWTPayload, authorization?: string) => {
      const answer = await post(body, changes, authorization);
      return [answer.status, answer.body.code];
    };
    const events = () => identity.services.db.selectFrom('identity_audit_event').select(['event', 'content']).execute();

    test('a right password is taken over, in the answer that External ID knows, with its nonce', async () => {
      const claims = claimsOf();
      const { status, headers, body } = await post(await externalId.callout(key, claims));
      assert.deepEqual([status, headers['cache-control']], [200, 'no-store']);
      assert.deepEqual(body, {
        data: {
          '@odata.type': 'microsoft.graph.onPasswordSubmitResponseData',
          actions: [{ '@odata.type': 'microsoft.graph.passwordSubmit.MigratePassword' }],
          nonce: claims.nonce,
        },
      });
      assert.ok(
        (await events()).some(({ event, content }) => event === 'password-migrated' && /taken-over/.test(content)),
      );
    });

    test('compressed or not, with a JWT or plain JSON inside, by either RSA-OAEP: all is read', async () => {
      for (const options of [{ zip: false }, { isBare: true }, { alg: 'RSA-OAEP-256' }])
        assert.equal(await actionFor({}, options), 'MigratePassword');
    });

    test('a name that the directory made itself gives way to the address of the account', async () => {
      const username = `${randomUUID()}@contoso.onmicrosoft.com`;
      assert.equal(await actionFor({ username }, { mail: EMAIL }), 'MigratePassword');
      assert.equal(await actionFor({ username: '' }, { mail: EMAIL }), 'MigratePassword');
    });

    test('a right password that External ID would not take is to be changed', async () => {
      const email = 'weak@demo.example';
      const weak = 'only-small-letters';
      const person = await addPerson(identity, { email });
      const hash = await identity.services.passwords.hash(weak);
      await identity.services.db
        .updateTable('identity_account')
        .set({ password_hash: hash })
        .where('id', '=', person.id)
        .execute();
      assert.equal(await actionFor({ username: email, 'user-password': weak }), 'UpdatePassword');
    });

    test('a right password that has to be changed is to be changed there', async () => {
      const { email } = await addPerson(identity, { email: 'marked@demo.example', mustChangePassword: true });
      assert.equal(await actionFor({ username: email }), 'UpdatePassword');
    });

    test('a wrong password, an unknown address and no address are told the same, for the same work', async () => {
      const { passwords } = identity.services;
      const { isRight } = passwords;
      let compared = 0;
      passwords.isRight = (hash, password) => {
        compared += 1;
        return isRight(hash, password);
      };
      try {
        for (const username of [EMAIL, 'nobody@demo.example', 'no address']) {
          compared = 0;
          assert.equal(await actionFor({ username, 'user-password': 'wrong' }), 'Retry');
          assert.equal(compared, 1, username);
        }
      } finally {
        passwords.isRight = isRight;
      }
    });

    test('a disabled account is blocked, and only the right password finds that out', async () => {
      const username = 'disabled@demo.example';
      assert.equal(await actionFor({ username, 'user-password': 'wrong' }), 'Retry');
      assert.equal(await actionFor({ username }), 'Block');
    });

    test('wrong passwords lock the address, somebody’s or nobody’s, as on the pages', async () => {
      const email = 'locked@demo.example';
      await addPerson(identity, { email });
      for (const username of [email, 'nobody2@demo.example']) {
        for (let nth = 0; nth < LOCKOUT.wrongTries; nth += 1)
          assert.equal(await actionFor({ username, 'user-password': `wrong ${nth}` }), 'Retry');
        assert.equal(await actionFor({ username }), 'Block');
      }
      later(identity, 2);
      assert.equal(await actionFor({ username: email }), 'MigratePassword');
    });

    test('a submission is answered once, whoever sends it again', async () => {
      const body = await externalId.callout(key, claimsOf());
      const both = await Promise.all([refusal(body), refusal(body)]);
      assert.deepEqual(both.map(([status]) => status).sort(), [200, 409]);
      assert.deepEqual(await refusal(body), [409, 'nonce-spent']);
    });

    test('a nonce is kept while the token lives with which it came, and not for ever', async () => {
      const kept = async () =>
        (await identity.services.db.selectFrom('identity_spent_nonce').selectAll().execute()).length;
      await actionFor();
      later(identity, 59);
      await sweep(identity.services);
      assert.ok((await kept()) > 0);
      later(identity, 3);
      await sweep(identity.services);
      assert.equal(await kept(), 0);
    });

    test('what is malformed, changed or for another key is refused, all in the same words', async () => {
      const good = (await externalId.callout(key, claimsOf())) as { data: { encryptedPasswordContext: string } };
      const { encryptedPasswordContext: context } = good.data;
      const bomb = await externalId.callout(key, claimsOf({ 'user-password': 'x'.repeat(100_000) }));
      const bodies = [
        {},
        [],
        { ...good, type: 'microsoft.graph.authenticationEvent.tokenIssuanceStart' },
        { ...good, data: { ...good.data, encryptedPasswordContext: 'a.b.c.d.e' } },
        { ...good, data: { ...good.data, encryptedPasswordContext: `${context.slice(0, -4)}AAAA` } },
        await externalId.callout(foreignKey, claimsOf()),
        await externalId.callout(key, claimsOf({ nonce: '' })),
        await externalId.callout(key, claimsOf({ 'user-password': '' })),
        bomb,
      ];
      const answers = new Set<string>();
      for (const body of bodies) {
        const { instance, ...answer } = (await post(body)).body;
        assert.match(instance, /^urn:request:/);
        answers.add(JSON.stringify(answer));
      }
      assert.equal(answers.size, 1);
      assert.match([...answers].join(''), /"status":400.*"code":"unreadable-callout"/);
      assert.deepEqual(await refusal('{ "type": '), [400, 'http-400']);
    });

    test('a body of more than 32 KiB is too large', async () => {
      assert.deepEqual(await refusal({ type: 'x'.repeat(40_000) }), [413, 'http-413']);
    });

    test('only the event service of this tenant, for this application, is heard', async () => {
      const body = await externalId.callout(key, claimsOf());
      const { now } = identity.clock;
      const past = Math.floor(now.getTime() / 1000) - 3600;
      for (const changes of [
        { aud: 'another-application' },
        { iss: 'https://evil.example/v2.0' },
        { azp: randomUUID() },
        { azp: undefined },
        { azp: undefined, appid: randomUUID() },
        { exp: past },
      ] as JWTPayload[])
        assert.deepEqual(await refusal(body, changes), [401, 'caller-refused'], JSON.stringify(changes));
      const unsigned = (await externalId.token(now)).replace(/[^.]+$/, 'AAAA');
      for (const authorization of ['', 'Basic abc', 'Bearer x', `Bearer ${unsigned}`])
        assert.deepEqual(await refusal(body, {}, authorization), [401, 'caller-refused'], authorization);
      const { headers } = await post(body, {}, 'Bearer x');
      assert.equal(headers['www-authenticate'], 'Bearer error="invalid_token"');
      const first = { azp: undefined, appid: '99045fe1-7639-4a75-9d4a-577b6ca3810f' } as unknown as JWTPayload;
      assert.deepEqual((await post(body, first)).status, 200, 'a token of version 1');
    });

    test('while the tenant’s keys cannot be read, nobody is believed; then it recovers', async () => {
      const other = identity.replica();
      try {
        externalId.isDown = true;
        const ask = async () =>
          other.app.inject({
            method: 'POST',
            url: PASSWORD_SUBMISSION_PATH,
            headers: { authorization: `Bearer ${await externalId.token(identity.clock.now)}` },
            payload: await externalId.callout(key, claimsOf()),
          });
        assert.deepEqual((await ask()).json().code, 'issuer-unavailable');
        externalId.isDown = false;
        assert.equal((await ask()).statusCode, 200);
      } finally {
        await other.close();
      }
    });

    test('neither password, address, token nor nonce stands in the log, and the audit holds no password', async () => {
      const claims = claimsOf();
      const body = await externalId.callout(key, claims);
      await post(body);
      const secrets = [PASSWORD, EMAIL, claims.nonce, 'eyJ'];
      assert.ok(identity.log.some((line) => line.includes('"password-migration"')));
      assert.ok(!identity.log.some((line) => secrets.some((secret) => line.includes(secret))));
      assert.ok(!JSON.stringify(await events()).includes(PASSWORD));
    });
  });
}

test('where the setting is off there is no such address', async () => {
  const identity = await createTestIdentity();
  try {
    const response = await identity.app.inject({ method: 'POST', url: PASSWORD_SUBMISSION_PATH });
    assert.equal(response.statusCode, 404);
  } finally {
    await identity.close();
  }
});
