import { inTransaction, inTransientTransaction } from '@surety/database';
import type { BookProblem } from './book-columns.ts';
import type { ImportRequest, ImportServices } from './book-import.ts';
import { bookRows } from './book-repository.ts';
import { forgetRows } from './forget-rows.ts';
import { parseBookRow } from './parse-book-row.ts';
import { problemsOfWhole } from './problems-of-whole.ts';
import { bookFormatOf, readBook } from './read-book.ts';
import { recordBook } from './record-book.ts';

/** What became of a book: how many policies of how many policyholders, or what is wrong with it. */
export type BookOutcome = { policies: number; policyholders: number } | { problems: readonly BookProblem[] };

const AT_ONCE = 2_000;
const MOST_PROBLEMS = 100;
const WAITING = {
  table: 'api_book_row',
  columns: ['import_id', 'line', 'email', 'number', 'content', 'imported_at'],
} as const;

/**
 * Takes a book of policies over, all of it or nothing. Its rows wait in a table of their own while they are read and judged,
 * so a running api is not held up; then one transaction records them (docs/decisions/023).
 */
export async function importBook(services: ImportServices, request: ImportRequest): Promise<BookOutcome> {
  const { db, random } = services;
  const importId = random.token();
  const { progress = () => undefined } = request;
  try {
    const problems = await stage(services, { importId, file: request.file, progress });
    const found = problems.length > 0 ? problems : await problemsOfWhole(db, importId);
    if (found.length > 0) return { problems: found };
    return await inTransaction(db, (transaction) =>
      recordBook(services, transaction, { importId, isDryRun: request.isDryRun ?? false, progress }),
    );
  } finally {
    await forgetRows(services, importId);
  }
}

async function stage(
  { db, clock }: ImportServices,
  { importId, file, progress }: { importId: string } & Required<Pick<ImportRequest, 'file' | 'progress'>>,
): Promise<readonly BookProblem[]> {
  const format = bookFormatOf(file);
  if (format === undefined) return [{ line: 0, field: '', message: 'A book is a .csv, .json or .jsonl file.' }];
  const problems: BookProblem[] = [];
  const importedAt = clock().getTime();
  let waiting: unknown[][] = [];
  let read = 0;
  const flush = async (): Promise<void> => {
    const rows = waiting;
    waiting = [];
    await inTransientTransaction(db, (transaction) => bookRows.insert(transaction, WAITING, rows));
    progress('reading', read);
  };
  for await (const line of readBook(file, format)) {
    read += 1;
    const entry = 'problem' in line ? [line.problem] : parseBookRow(line.row, line.line);
    if ('email' in entry)
      waiting.push([importId, line.line, entry.email, entry.policy.number, JSON.stringify(entry.policy), importedAt]);
    else problems.push(...entry);
    if (problems.length >= MOST_PROBLEMS) break;
    if (waiting.length >= AT_ONCE) await flush();
  }
  await flush();
  return problems;
}
