import type { Database, Transaction } from '@surety/database';
import type { IdentityTables } from '../database.ts';

/** A WebAuthn credential of an account. */
export type Passkey = {
  credentialId: string;
  accountId: string;
  name: string;
  /** COSE key, base64url. */
  publicKey: string;
  counter: number;
  transports: readonly string[];
  deviceType: 'singleDevice' | 'multiDevice';
  enrolledAt: Date;
  usedAt?: Date;
};

export type PasskeyRepository = {
  find(credentialId: string): Promise<Passkey | undefined>;
  /** Those of an account, oldest first. */
  list(accountId: string): Promise<readonly Passkey[]>;
  /** @throws a unique violation when the credential is somebody's already. */
  add(transaction: Transaction<IdentityTables>, passkey: Passkey): Promise<void>;
  /**
   * Notes a use. Answers false when the stored counter is no longer the one that the use was judged by: somebody else
   * used the key meanwhile.
   */
  noteUse(
    transaction: Transaction<IdentityTables>,
    passkey: Passkey,
    use: { counter: number; at: Date },
  ): Promise<boolean>;
  rename(
    transaction: Transaction<IdentityTables>,
    passkey: Pick<Passkey, 'credentialId' | 'accountId' | 'name'>,
  ): Promise<void>;
  /** Removes every passkey of an account; answers how many there were. */
  removeAll(transaction: Transaction<IdentityTables>, accountId: string): Promise<number>;
  /** Answers whether it was there. */
  remove(
    transaction: Transaction<IdentityTables>,
    passkey: Pick<Passkey, 'credentialId' | 'accountId'>,
  ): Promise<boolean>;
};

export function createPasskeyRepository(db: Database<IdentityTables>): PasskeyRepository {
  const select = db.selectFrom('identity_passkey').selectAll();
  return {
    async find(credentialId) {
      const row = await select.where('credential_id', '=', credentialId).executeTakeFirst();
      return row && toPasskey(row);
    },
    async list(accountId) {
      const rows = await select
        .where('account_id', '=', accountId)
        .orderBy('enrolled_at')
        .orderBy('credential_id')
        .execute();
      return rows.map(toPasskey);
    },
    async add(transaction, passkey) {
      await transaction.insertInto('identity_passkey').values(toRow(passkey)).execute();
    },
    async noteUse(transaction, { credentialId, counter: before }, { counter, at }) {
      const { numUpdatedRows } = await transaction
        .updateTable('identity_passkey')
        .set({ counter, used_at: at.getTime() })
        .where('credential_id', '=', credentialId)
        .where('counter', '=', before)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },
    async rename(transaction, { credentialId, accountId, name }) {
      await transaction
        .updateTable('identity_passkey')
        .set({ name })
        .where('credential_id', '=', credentialId)
        .where('account_id', '=', accountId)
        .execute();
    },
    async removeAll(transaction, accountId) {
      const { numDeletedRows } = await transaction
        .deleteFrom('identity_passkey')
        .where('account_id', '=', accountId)
        .executeTakeFirst();
      return Number(numDeletedRows);
    },
    async remove(transaction, { credentialId, accountId }) {
      const { numDeletedRows } = await transaction
        .deleteFrom('identity_passkey')
        .where('credential_id', '=', credentialId)
        .where('account_id', '=', accountId)
        .executeTakeFirst();
      return numDeletedRows === 1n;
    },
  };
}

type Row = IdentityTables['identity_passkey'];

function toRow(passkey: Passkey): Row {
  return {
    credential_id: passkey.credentialId,
    account_id: passkey.accountId,
    name: passkey.name,
    public_key: passkey.publicKey,
    counter: passkey.counter,
    transports: JSON.stringify(passkey.transports),
    device_type: passkey.deviceType,
    enrolled_at: passkey.enrolledAt.getTime(),
    used_at: passkey.usedAt?.getTime() ?? null,
  };
}

function toPasskey(row: Row): Passkey {
  return {
    credentialId: row.credential_id,
    accountId: row.account_id,
    name: row.name,
    publicKey: row.public_key,
    counter: row.counter,
    transports: JSON.parse(row.transports),
    deviceType: row.device_type === 'multiDevice' ? 'multiDevice' : 'singleDevice',
    enrolledAt: new Date(row.enrolled_at),
    ...(row.used_at === null ? {} : { usedAt: new Date(row.used_at) }),
  };
}
