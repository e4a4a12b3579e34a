import type { Database, Transaction } from '@surety/database';
import type { IdentityTables } from '../database.ts';
import type { SecondFactorMethod } from '../tenant/tenant.ts';

/** One way in which a person proves a second factor. The e-mail address needs no secret: it was proven before the account was. */
export type SecondFactor = { accountId: string; method: SecondFactorMethod; sealedSecret?: string | undefined };

/** Second factors by account, at most one of each method. */
export type SecondFactorRepository = {
  list(accountId: string): Promise<readonly SecondFactor[]>;
  /** @throws a unique violation when the account has one of this method: none is replaced unseen. */
  add(transaction: Transaction<IdentityTables>, factor: SecondFactor, now: Date): Promise<void>;
  /** Remembers that codes by mail were chosen; again changes nothing. */
  chooseEmail(transaction: Transaction<IdentityTables>, accountId: string, now: Date): Promise<void>;
  /** Removes one method, or all; answers which there were. */
  remove(
    transaction: Transaction<IdentityTables>,
    accountId: string,
    method?: SecondFactorMethod,
  ): Promise<SecondFactorMethod[]>;
  /** Holds the account until the transaction ends, and counts what was set up for it: codes by mail are not. */
  holdEnrolled(transaction: Transaction<IdentityTables>, accountId: string): Promise<number>;
  /** Marks a time step of the app as used. Answers false when it, or a later one, was used before: its code is dead. */
  useStep(transaction: Transaction<IdentityTables>, accountId: string, step: number): Promise<boolean>;
};

/** Before every time step. */
const NO_STEP = -1;

export function createSecondFactorRepository(db: Database<IdentityTables>): SecondFactorRepository {
  return {
    async list(accountId) {
      const rows = await db
        .selectFrom('identity_second_factor')
        .select(['method', 'sealed_secret'])
        .where('account_id', '=', accountId)
        .orderBy('method')
        .execute();
      return rows.map((row) => ({
        accountId,
        method: row.method as SecondFactorMethod,
        sealedSecret: row.sealed_secret ?? undefined,
      }));
    },
    async add(transaction, factor, now) {
      await transaction.insertInto('identity_second_factor').values(toRow(factor, now)).execute();
    },
    async chooseEmail(transaction, accountId, now) {
      await transaction
        .insertInto('identity_second_factor')
        .values(toRow({ accountId, method: 'email-code' }, now))
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    async remove(transaction, accountId, method) {
      let removal = transaction.deleteFrom('identity_second_factor').where('account_id', '=', accountId);
      if (method !== undefined) removal = removal.where('method', '=', method);
      const rows = await removal.returning('method').execute();
      return rows.map((row) => row.method as SecondFactorMethod);
    },
    async holdEnrolled(transaction, accountId) {
      // An update that changes nothing locks the row, on both databases.
      await transaction
        .updateTable('identity_account')
        .set((row) => ({ id: row.ref('id') }))
        .where('id', '=', accountId)
        .execute();
      const factors = await transaction
        .selectFrom('identity_second_factor')
        .select('method')
        .where('account_id', '=', accountId)
        .where('method', '<>', 'email-code')
        .execute();
      const passkeys = await transaction
        .selectFrom('identity_passkey')
        .select('credential_id')
        .where('account_id', '=', accountId)
        .execute();
      return factors.length + passkeys.length;
    },
    async useStep(transaction, accountId, step) {
      const { numUpdatedRows } = await transaction
        .updateTable('identity_second_factor')
        .set({ last_step: step })
        .where('account_id', '=', accountId)
        .where('method', '=', 'authenticator-app')
        .where('last_step', '<', step)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },
  };
}

function toRow({ accountId, method, sealedSecret }: SecondFactor, now: Date): IdentityTables['identity_second_factor'] {
  return {
    account_id: accountId,
    method,
    sealed_secret: sealedSecret ?? null,
    last_step: NO_STEP,
    enrolled_at: now.getTime(),
  };
}
