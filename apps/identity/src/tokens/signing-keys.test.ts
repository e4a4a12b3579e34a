import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createSealedBox, SettingsError } from '@surety/web';
import { compactVerify, createLocalJWKSet } from 'jose';
import { createTestIdentity, DATABASES, type TestIdentity } from '../testing/test-identity.ts';
import { signToken } from './sign.ts';
import { createSigningKeys, type SigningKeys } from './signing-keys.ts';

const HOUR = 60 * 60_000;

for (const address of DATABASES) {
  const name = address.split(':')[0];
  let identity: TestIdentity;
  before(async () => {
    identity = await createTestIdentity({ address });
  });
  after(() => identity.close());

  /** Another process with the same database. */
  const replica = (secret = 'same'): SigningKeys =>
    createSigningKeys({
      db: identity.services.db,
      clock: () => identity.clock.now,
      sealedBox: createSealedBox(secret, 'signing-keys'),
    });
  const kids = async (keys: SigningKeys) => (await keys.published()).map(({ kid }) => kid);
  const later = (hours: number): void => {
    identity.clock.now = new Date(identity.clock.now.getTime() + hours * HOUR);
  };

  test(`${name}: processes that start together agree on one key`, async () => {
    const replicas = [replica(), replica(), replica()];
    const current = await Promise.all(replicas.map((keys) => keys.current()));
    assert.equal(new Set(current.map(({ kid }) => kid)).size, 1);
    assert.equal((await kids(replica())).length, 1);
  });

  test(`${name}: a new key is published a day before it signs, and the old one a day after`, async () => {
    const keys = replica();
    const { kid: old } = await keys.current();
    await keys.rotate();
    const published = await kids(keys);
    assert.equal(published.length, 2);
    assert.equal((await keys.current()).kid, old);
    later(26);
    const { kid: fresh } = await keys.current();
    assert.notEqual(fresh, old);
    assert.deepEqual((await kids(keys)).sort(), published.sort());
    later(24);
    assert.deepEqual(await kids(keys), [fresh]);
  });

  test(`${name}: another replica learns of a rotation within a minute`, async () => {
    const [one, other] = [replica(), replica()];
    assert.deepEqual(await kids(one), await kids(other));
    await one.rotate();
    later(1 / 59);
    assert.deepEqual(await kids(one), await kids(other));
  });

  test(`${name}: what a key signs verifies, and what was changed does not`, async () => {
    const keys = replica();
    const token = await signToken(await keys.current(), { sub: 'ada' });
    const published = createLocalJWKSet({ keys: [...(await keys.published())] });
    const { payload } = await compactVerify(token, published);
    assert.deepEqual(JSON.parse(new TextDecoder().decode(payload)), { sub: 'ada' });
    await assert.rejects(compactVerify(`${token.slice(0, -8)}AAAAAAAA`, published));
  });

  test(`${name}: private keys are sealed; with another secret they do not open`, async () => {
    const [row] = await identity.services.db.selectFrom('identity_signing_key').selectAll().execute();
    assert.ok(row && !JSON.stringify(row).includes('PRIVATE'));
    await assert.rejects(replica('another').current(), (error) => {
      assert.ok(error instanceof SettingsError, 'a sentence for the operator, not a stack trace');
      assert.match(error.message, /IDENTITY_SECRET/);
      return true;
    });
  });

  test(`${name}: a key is renewed when it is old enough, once, however many processes ask`, async () => {
    const ninetyDays = 90 * 24 * HOUR;
    const before = (await replica().states()).length;
    await replica().rotateWhenOlder(ninetyDays);
    assert.equal((await replica().states()).length, before);
    later(90 * 24);
    await Promise.all([replica(), replica()].map((keys) => keys.rotateWhenOlder(ninetyDays)));
    const states = await replica().states();
    assert.deepEqual(
      states.map(({ use }) => use),
      ['next', 'signs'],
    );
    await replica().rotateWhenOlder(ninetyDays);
    assert.equal((await replica().states()).length, 2);
    later(25);
    const [newest, former] = await replica().states();
    assert.deepEqual([newest?.use, newest?.retiresAt, former?.use], ['signs', undefined, 'verifies']);
    assert.ok(former?.retiresAt && former.retiresAt > identity.clock.now);
  });
}
