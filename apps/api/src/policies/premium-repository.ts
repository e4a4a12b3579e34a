import type { CalendarDate, PremiumPayment } from '@surety/insurance';
import type { ApiDatabase, ApiTransaction } from '../database.ts';

/** Which premiums of a policy: at most `limit`, due before that day. */
export type PremiumQuery = { policyholderId: string; policyNumber: string; before?: string | undefined; limit: number };

/** The premiums of policies. */
export const policyPremiums = {
  /** Newest first. */
  async premiumsOf(reader: ApiDatabase, query: PremiumQuery): Promise<readonly PremiumPayment[]> {
    const rows = await reader
      .selectFrom('api_premium')
      .select(['due_on', 'amount', 'currency', 'paid_on'])
      .where('policyholder_id', '=', query.policyholderId)
      .where('policy_number', '=', query.policyNumber)
      .$if(query.before !== undefined, (select) => select.where('due_on', '<', query.before ?? ''))
      .orderBy('due_on', 'desc')
      .limit(query.limit)
      .execute();
    return rows.map(({ amount, currency, due_on, paid_on }) => ({
      ...{ amount, currency },
      dueOn: due_on as CalendarDate,
      ...(paid_on === null ? {} : { paidOn: paid_on as CalendarDate }),
    }));
  },

  async addPremiums(
    transaction: ApiTransaction,
    { policyholderId, policyNumber }: { policyholderId: string; policyNumber: string },
    premiums: readonly PremiumPayment[],
  ): Promise<void> {
    if (premiums.length === 0) return;
    const rows = premiums.map(({ dueOn, paidOn, amount, currency }) => ({
      ...{ amount, currency, policyholder_id: policyholderId, policy_number: policyNumber },
      due_on: dueOn,
      paid_on: paidOn ?? null,
    }));
    await transaction.insertInto('api_premium').values(rows).execute();
  },
};
