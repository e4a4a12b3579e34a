import type { Policy } from '@surety/insurance';
import type { ApiDatabase } from '../database.ts';
import { fromRow } from '../policies/policy-row.ts';
import { BOOK_COLUMNS, type BookRow } from './book-columns.ts';
import { bookRows } from './book-repository.ts';
import type { BookFormat } from './read-book.ts';

const AT_ONCE = 1_000;
const FORMULA = /^[=+\-@\t\r]/;

/** Every policy that an import could take, as lines of a book. A few are in memory at a time. */
export async function* exportBook(db: ApiDatabase, format: Exclude<BookFormat, 'json'>): AsyncGenerator<string> {
  if (format === 'csv') yield `${BOOK_COLUMNS.join(',')}\n`;
  let after = { policyholderId: '', number: '' };
  for (;;) {
    const rows = await bookRows.policiesAfter(db, after, AT_ONCE);
    // Without an address nobody could be told whose it is.
    const own = rows.flatMap(({ email, ...row }) => (email === null ? [] : [bookRowOf(email, fromRow(row))]));
    yield own.map((row) => `${format === 'csv' ? csvLine(row) : JSON.stringify(row)}\n`).join('');
    const last = rows.at(-1);
    if (last === undefined || rows.length < AT_ONCE) return;
    after = { policyholderId: last.policyholder_id, number: last.number };
  }
}

function bookRowOf(email: string, policy: Policy): BookRow {
  const { insured, insuredObject, payer, coverage, premium } = policy;
  const row: { [Column in keyof BookRow]: string | undefined } = {
    email,
    number: policy.number,
    kind: policy.kind,
    status: policy.status,
    insuredName: insured?.name,
    insuredBornOn: insured?.bornOn,
    insuredObject: insuredObject?.description,
    insuredObjectId: insuredObject?.identifier,
    payer: payer?.name,
    coverageAmount: coverage && String(coverage.amount),
    coverageCurrency: coverage?.currency,
    premiumAmount: premium && String(premium.amount),
    premiumCurrency: premium?.currency,
    premiumEvery: premium?.every,
    startsOn: policy.startsOn,
    endsOn: policy.endsOn,
    designation: JSON.stringify(policy.designation),
  };
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined)) as BookRow;
}

function csvLine(row: BookRow): string {
  return BOOK_COLUMNS.map((column) => csvCell(row[column] ?? '')).join(',');
}

// What a spreadsheet would compute instead of show is quoted with an apostrophe, which an import takes away.
function csvCell(value: string): string {
  const text = FORMULA.test(value) || /^'+[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
}
