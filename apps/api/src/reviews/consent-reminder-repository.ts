import type { EndorsementStatus } from '@surety/insurance';
import type { ApiDatabase, ApiTransaction } from '../database.ts';
import type { ConsentRecord } from './consent-repository.ts';

/** What a reminder is made of. What was asked for is not: a reminder holds a link, and no row that cannot be read stops the others. */
export type AwaitedConsent = Pick<ConsentRecord, 'policyholderId' | 'id' | 'endorsementId' | 'expiresAt'> & {
  email: string;
};

/** Consents whose parties have not answered, and the one reminder of each. */
export const consentReminders = {
  /** Awaited from somebody who was asked by mail and not reminded, of changes still under review, by when the link expires. */
  async expiring(
    reader: ApiDatabase,
    { now, until }: { now: Date; until: Date },
    limit: number,
  ): Promise<readonly AwaitedConsent[]> {
    const rows = await reader
      .selectFrom('api_consent')
      .innerJoin('api_endorsement', (join) =>
        join
          .onRef('api_endorsement.policyholder_id', '=', 'api_consent.policyholder_id')
          .onRef('api_endorsement.id', '=', 'api_consent.endorsement_id'),
      )
      .select(['api_consent.policyholder_id', 'api_consent.id', 'api_consent.endorsement_id'])
      .select(['api_consent.expires_at', 'api_consent.email'])
      .$narrowType<{ email: string }>()
      .where('api_consent.answer', '=', 'awaited')
      .where('api_consent.expires_at', '>', now.getTime())
      .where('api_consent.expires_at', '<=', until.getTime())
      .where('api_consent.email', 'is not', null)
      .where('api_consent.reminded_at', 'is', null)
      .where('api_endorsement.status', '=', 'in-review' satisfies EndorsementStatus)
      .orderBy('api_consent.expires_at')
      .limit(limit)
      .execute();
    return rows.map(({ policyholder_id, id, endorsement_id, expires_at, email }) => ({
      policyholderId: policyholder_id,
      id,
      endorsementId: endorsement_id,
      expiresAt: new Date(expires_at),
      email,
    }));
  },

  /** Notes the one reminder and its link; false when it was answered meanwhile, or another replica reminds. */
  async remind(
    transaction: ApiTransaction,
    reminder: { policyholderId: string; id: string; tokenHash: string; at: Date },
  ): Promise<boolean> {
    const { numUpdatedRows } = await transaction
      .updateTable('api_consent')
      .set({ reminded_at: reminder.at.getTime(), reminder_hash: reminder.tokenHash })
      .where('policyholder_id', '=', reminder.policyholderId)
      .where('id', '=', reminder.id)
      .where('answer', '=', 'awaited')
      .where('reminded_at', 'is', null)
      .executeTakeFirst();
    return numUpdatedRows === 1n;
  },
};
