import { inTransientTransaction } from '@surety/database';
import type { SealedBox } from '@surety/web';
import type { PortalDatabase, PortalTransaction } from '../tables.ts';
import { MOST_PARKED_FORMS, openForm, PARKED_FORM_LIFETIME_MS, type ParkedForm, sealForm } from './parked-form.ts';

/** Forms whose sender must sign in first; kept sealed for the browser they were typed in, one for each place. */
export type ParkedFormRepository = ReturnType<typeof createParkedFormRepository>;

export function createParkedFormRepository(db: PortalDatabase, box: SealedBox) {
  return {
    async find(browserHash: string, place: string, now: number): Promise<Record<string, string> | undefined> {
      const row = await db
        .selectFrom('portal_parked_form')
        .select('sealed')
        .where('browser_hash', '=', browserHash)
        .where('place', '=', place)
        .where('ends_at', '>', now)
        .executeTakeFirst();
      return row && openForm(box, { browserHash, place }, row.sealed);
    },

    /** Keeps a form; one parked before at the same place gives way, and so does the oldest of too many. */
    async park(form: ParkedForm, now: number): Promise<void> {
      const { browserHash, place } = form;
      const kept = { sealed: sealForm(box, form), ends_at: now + PARKED_FORM_LIFETIME_MS };
      await inTransientTransaction(db, async (transaction) => {
        await transaction.deleteFrom('portal_parked_form').where('ends_at', '<=', now).execute();
        await transaction
          .insertInto('portal_parked_form')
          .values({ browser_hash: browserHash, place, ...kept })
          .onConflict((row) => row.columns(['browser_hash', 'place']).doUpdateSet(kept))
          .execute();
        await removeOldest(transaction, form);
      });
    },

    async remove(browserHash: string, place: string): Promise<void> {
      await inTransientTransaction(db, (transaction) =>
        transaction
          .deleteFrom('portal_parked_form')
          .where('browser_hash', '=', browserHash)
          .where('place', '=', place)
          .execute(),
      );
    },
  };
}

/** Removes what is too many of a browser, the oldest first and never what was just parked. */
async function removeOldest(
  transaction: PortalTransaction,
  { browserHash, place }: Pick<ParkedForm, 'browserHash' | 'place'>,
): Promise<void> {
  await transaction
    .deleteFrom('portal_parked_form')
    .where('browser_hash', '=', browserHash)
    .where('place', '<>', place)
    .where('place', 'not in', (forms) =>
      forms
        .selectFrom('portal_parked_form as newest')
        .select('newest.place')
        .where('newest.browser_hash', '=', browserHash)
        .where('newest.place', '<>', place)
        .orderBy('newest.ends_at', 'desc')
        .limit(MOST_PARKED_FORMS - 1),
    )
    .execute();
}
