import { inTransientTransaction } from '@surety/database';
import type { ImportServices } from './book-import.ts';
import { bookRows } from './book-repository.ts';

const AT_ONCE = 10_000;
const DAY_MS = 24 * 60 * 60 * 1000;

/** Forgets the waiting rows of an import, and of those that were ended by force more than a day ago. */
export async function forgetRows({ db, clock }: Pick<ImportServices, 'db' | 'clock'>, importId: string): Promise<void> {
  const before = new Date(clock().getTime() - DAY_MS);
  for (let id: string | undefined = importId; id !== undefined; id = await bookRows.abandonedImport(db, before)) {
    const of = id;
    while (await inTransientTransaction(db, (transaction) => bookRows.forgetSome(transaction, of, AT_ONCE)));
  }
}
