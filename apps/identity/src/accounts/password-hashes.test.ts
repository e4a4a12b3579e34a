import assert from 'node:assert/strict';
import { scryptSync } from 'node:crypto';
import { test } from 'node:test';
import { hash as argon2 } from '@node-rs/argon2';
import { hash as bcrypt } from '@node-rs/bcrypt';
import { inTransaction } from '@surety/database';
import { addPerson, aHouse } from '../testing/a-person.ts';
import { READ, ROPC } from '../testing/a-tenant.ts';
import { askToken } from '../testing/sign-in.ts';
import { DATABASES } from '../testing/test-identity.ts';
import { findHashFault, NO_PASSWORD } from './password-hashes.ts';
import { createPasswords } from './passwords.ts';

const PASSWORD = 'Gr\u00F6\u00DFe-und-7\u2460';

function scryptHash(password: string, { ln = 12, r = 8 } = {}): string {
  const salt = Buffer.from('a salt of sixteen');
  const digest = scryptSync(password, salt, 32, { N: 2 ** ln, r, p: 1 });
  const plain = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');
  return `$scrypt$ln=${ln},r=${r},p=1$${plain(salt)}$${plain(digest)}`;
}

const FOREIGN: readonly (readonly [string, (password: string) => Promise<string>])[] = [
  ['argon2id of another cost', (password) => argon2(password, { memoryCost: 8192, timeCost: 3, parallelism: 2 })],
  ['scrypt', async (password) => scryptHash(password)],
  ['bcrypt', (password) => bcrypt(password, { cost: 4 })],
];

for (const [scheme, hash] of FOREIGN) {
  test(`a hash of ${scheme} is checked, also where the other system hashed what was typed letter for letter`, async () => {
    const passwords = createPasswords();
    for (const hashed of [PASSWORD, PASSWORD.normalize('NFKC')]) {
      const passwordHash = await hash(hashed);
      assert.equal(findHashFault(passwordHash), undefined);
      assert.equal(await passwords.isRight(passwordHash, PASSWORD), true);
      assert.equal(await passwords.isRight(passwordHash, `${PASSWORD}x`), false);
      assert.equal(passwords.isOutdated(passwordHash), true);
    }
  });
}

for (const address of DATABASES) {
  test(`${address.split(':')[0]}: a hash from elsewhere becomes one of ours at the first sign-in, and nobody is signed out`, async () => {
    const identity = await aHouse({ address });
    const { id, email } = await addPerson(identity);
    const { accounts, db } = identity.services;
    const { passwordHash: from } = (await accounts.findCredential(email)) ?? { passwordHash: '' };
    const to = await bcrypt(PASSWORD, { cost: 4 });
    await inTransaction(db, (transaction) => accounts.renewHash(transaction, { accountId: id, from, to }));
    const signIn = async (password: string) =>
      (await askToken(identity, { grant_type: 'password', username: email, password, scope: READ }, { userFlow: ROPC }))
        .status;
    assert.deepEqual([await signIn('Wrong-Harbour-1'), await signIn(PASSWORD)], [400, 200]);
    const renewed = await accounts.findCredential(email);
    assert.match(renewed?.passwordHash ?? '', /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    assert.deepEqual(renewed?.account.refreshTokensValidFrom, (await accounts.find(id))?.createdAt);
    assert.equal(await signIn(PASSWORD), 200);
    await identity.close();
  });
}

test('an account without a password is nobody’s to sign in to, and what is no hash is no password', async () => {
  const passwords = createPasswords();
  for (const none of [NO_PASSWORD, 'plain text', '$2b$10$short', '$scrypt$ln=0,r=0,p=0$$'])
    assert.equal(await passwords.isRight(none, none), false, none);
});

test('a hash that would stop the server, or cannot be checked, is not taken over', () => {
  const salted = 'c29tZXNhbHRzb21lc2FsdA$aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNo';
  for (const affordable of [`$argon2id$v=19$m=65536,t=3,p=4$${salted}`, scryptHash('x', { ln: 14 })])
    assert.equal(findHashFault(affordable), undefined, affordable);
  for (const dear of [
    `$argon2id$v=19$m=4194304,t=3,p=4$${salted}`,
    `$argon2id$v=19$m=65536,t=999,p=4$${salted}`,
    `$scrypt$ln=30,r=8,p=1$${salted}`,
    `$2b$31$${'a'.repeat(53)}`,
  ])
    assert.match(findHashFault(dear) ?? '', /more work or memory/, dear);
  for (const unknown of ['', 'secret', '{SHA}abc', '$1$md5$crypt', `$pbkdf2-sha256$i=1000$${salted}`])
    assert.match(findHashFault(unknown) ?? '', /no hash that can be checked/, unknown);
});
