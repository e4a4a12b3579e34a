import type { SealedBox } from '@surety/web';
import type { PortalDatabase, PortalTransaction } from '../tables.ts';

/** Forms whose sender must sign in first; kept sealed for the browser they were typed in, one for each place. */
export type ParkedFormRepository = ReturnType<typeof createParkedFormRepository>;

export type ParkedForm = { browserHash: string; place: string; fields: Record<string, string> };

const LIFETIME_MS = 2 * 60 * 60 * 1000;

export function createParkedFormRepository(db: PortalDatabase, box: SealedBox) {
  const contextOf = (browserHash: string, place: string): string => `form:${browserHash}:${place}`;
  return {
    async find(browserHash: string, place: string, now: number): Promise<Record<string, string> | undefined> {
      const row = await db
        .selectFrom('portal_parked_form')
        .select('sealed')
        .where('browser_hash', '=', browserHash)
        .where('place', '=', place)
        .where('ends_at', '>', now)
        .executeTakeFirst();
      const text = row && box.open(row.sealed, contextOf(browserHash, place));
      return text === undefined ? undefined : (JSON.parse(text) as Record<string, string>);
    },

    /** Keeps a form; one parked before at the same place gives way. */
    async park(transaction: PortalTransaction, form: ParkedForm, now: number): Promise<void> {
      const { browserHash, place } = form;
      const sealed = box.seal(JSON.stringify(form.fields), contextOf(browserHash, place));
      await transaction.deleteFrom('portal_parked_form').where('ends_at', '<=', now).execute();
      await transaction
        .insertInto('portal_parked_form')
        .values({ browser_hash: browserHash, place, sealed, ends_at: now + LIFETIME_MS })
        .onConflict((row) => row.columns(['browser_hash', 'place']).doUpdateSet({ sealed, ends_at: now + LIFETIME_MS }))
        .execute();
    },

    async remove(transaction: PortalTransaction, browserHash: string, place: string): Promise<void> {
      await transaction
        .deleteFrom('portal_parked_form')
        .where('browser_hash', '=', browserHash)
        .where('place', '=', place)
        .execute();
    },
  };
}
