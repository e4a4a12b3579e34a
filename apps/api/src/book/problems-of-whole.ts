import type { ApiDatabase } from '../database.ts';
import { policyNumbers } from '../policies/policy-number-repository.ts';
import type { BookProblem } from './book-columns.ts';
import { bookRows } from './book-repository.ts';

const AT_ONCE = 2_000;
const SHOWN = 20;

/** What no single row of a waiting book can show: numbers that are taken, addresses that several people have. At most a few of each. */
export async function problemsOfWhole(db: ApiDatabase, importId: string): Promise<readonly BookProblem[]> {
  return [...(await takenNumbers(db, importId)), ...(await ambiguousAddresses(db, importId))];
}

async function takenNumbers(db: ApiDatabase, importId: string): Promise<readonly BookProblem[]> {
  const problems = new Map<string, BookProblem>();
  let after = { number: '', line: 0 };
  while (problems.size < SHOWN) {
    const some = await bookRows.numbersAfter(db, importId, { after, limit: AT_ONCE });
    const numbers = some.map(({ number }) => number);
    const taken = await policyNumbers.numbersTaken(db, numbers);
    for (const { number, line } of some) {
      if (number === after.number || taken.has(number))
        problems.set(number, { line, field: 'number', message: `${number} stands twice or is given out already.` });
      after = { number, line };
    }
    if (some.length < AT_ONCE) break;
  }
  return firstLines([...problems.values()]);
}

async function ambiguousAddresses(db: ApiDatabase, importId: string): Promise<readonly BookProblem[]> {
  const problems = new Map<string, BookProblem>();
  let after = { email: '', line: 0 };
  while (problems.size < SHOWN) {
    const rows = await bookRows.next(db, importId, { after, limit: AT_ONCE });
    const holders = await bookRows.holdersWith(db, [...new Set(rows.map(({ email }) => email))]);
    const once = new Set<string>();
    const several = new Set<string>();
    for (const { email } of holders) (once.has(email) ? several : once).add(email);
    for (const { email, line } of rows)
      if (several.has(email) && !problems.has(email))
        problems.set(email, { line, field: 'email', message: `several policyholders have ${email}.` });
    const last = rows.at(-1);
    if (rows.length < AT_ONCE || last === undefined) break;
    after = last;
  }
  return firstLines([...problems.values()]);
}

function firstLines(problems: readonly BookProblem[]): readonly BookProblem[] {
  return [...problems].sort((one, other) => one.line - other.line).slice(0, SHOWN);
}
