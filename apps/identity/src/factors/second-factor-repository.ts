import type { Database, Transaction } from '@surety/database';
import type { IdentityTables } from '../database.ts';
import type { SecondFactorMethod } from '../tenant/tenant.ts';

/** What a person chose as second factor. The e-mail address needs no secret: it was proven before the account was. */
export type SecondFactor = { accountId: string; method: SecondFactorMethod; sealedSecret?: string | undefined };

/** Second factors by account, one each. */
export type SecondFactorRepository = {
  find(accountId: string): Promise<SecondFactor | undefined>;
  save(transaction: Transaction<IdentityTables>, factor: SecondFactor, now: Date): Promise<void>;
  /** Answers whether there was one. */
  remove(transaction: Transaction<IdentityTables>, accountId: string): Promise<boolean>;
  /** Marks a time step as used. Answers false when it, or a later one, was used before: its code is dead. */
  useStep(transaction: Transaction<IdentityTables>, accountId: string, step: number): Promise<boolean>;
};

/** Before every time step. */
const NO_STEP = -1;

export function createSecondFactorRepository(db: Database<IdentityTables>): SecondFactorRepository {
  return {
    async find(accountId) {
      const row = await db
        .selectFrom('identity_second_factor')
        .select(['method', 'sealed_secret'])
        .where('account_id', '=', accountId)
        .executeTakeFirst();
      return row && { accountId, method: toMethod(row.method), sealedSecret: row.sealed_secret ?? undefined };
    },
    async save(transaction, { accountId, method, sealedSecret }, now) {
      const values = { method, sealed_secret: sealedSecret ?? null, last_step: NO_STEP, enrolled_at: now.getTime() };
      await transaction
        .insertInto('identity_second_factor')
        .values({ account_id: accountId, ...values })
        .onConflict((conflict) => conflict.column('account_id').doUpdateSet(values))
        .execute();
    },
    async remove(transaction, accountId) {
      const { numDeletedRows } = await transaction
        .deleteFrom('identity_second_factor')
        .where('account_id', '=', accountId)
        .executeTakeFirst();
      return numDeletedRows > 0n;
    },
    async useStep(transaction, accountId, step) {
      const { numUpdatedRows } = await transaction
        .updateTable('identity_second_factor')
        .set({ last_step: step })
        .where('account_id', '=', accountId)
        .where('last_step', '<', step)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },
  };
}

function toMethod(text: string): SecondFactorMethod {
  return text === 'authenticator-app' ? 'authenticator-app' : 'email-code';
}
