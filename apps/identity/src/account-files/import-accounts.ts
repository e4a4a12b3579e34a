import { randomUUID } from 'node:crypto';
import { inTransaction, inTransientTransaction, isUniqueViolation } from '@surety/database';
import type { Row } from './account-record.ts';
import { createImportRepository } from './import-repository.ts';
import {
  addFault,
  emptyReport,
  type ImportOptions,
  type ImportReport,
  type ImportServices,
  MOST_FAULTS,
  type Run,
} from './import-run.ts';
import { stage } from './stage-rows.ts';

/** Nothing was taken over. */
export class ImportRefused extends Error {
  override readonly name = 'ImportRefused';
  readonly faults: readonly string[];
  /** How many there are besides those that are named. */
  readonly more: number;

  constructor(faults: readonly string[], more = 0) {
    super(faults.join('\n'));
    this.faults = faults;
    this.more = more;
  }
}

const LEFT_BEHIND_MILLISECONDS = 24 * 60 * 60_000;

/**
 * Takes over the accounts of a file: all of them or none. Rows wait in a table of their own, a batch at a time, until the last
 * one is known to be right; then they become accounts in one transaction. Memory is bounded however large the file is, and a
 * server that runs meanwhile is not held up.
 * @throws ImportRefused naming each fault by line and field.
 */
export async function importAccounts(
  services: ImportServices,
  rows: AsyncIterable<Row>,
  options: ImportOptions,
): Promise<ImportReport> {
  const { db, clock } = services;
  const repository = createImportRepository(db);
  const run: Run = {
    id: randomUUID(),
    beganAt: clock().getTime(),
    repository,
    faults: [],
    more: 0,
    report: emptyReport(),
  };
  await inTransientTransaction(db, (transaction) =>
    repository.removeOlder(transaction, new Date(run.beganAt - LEFT_BEHIND_MILLISECONDS)),
  );
  try {
    await stage(services, { rows, options, run });
    await judge(services, options, run);
    const { all, withoutPassword } = await repository.count(run.id);
    Object.assign(run.report, { taken: all, withoutPassword });
    if (!options.isDryRun) await inTransaction(db, (transaction) => repository.move(transaction, run.id, clock()));
    return run.report;
  } catch (error) {
    if (isUniqueViolation(error))
      throw new ImportRefused(['Somebody else took one of these addresses meanwhile. Start again.']);
    throw error;
  } finally {
    await inTransientTransaction(db, (transaction) => repository.remove(transaction, run.id));
  }
}

/** Of what each account has its own, and what files call it. */
const UNIQUE = [
  ['email', 'email'],
  ['user_name', 'userName'],
  ['id', 'id'],
] as const;

/** What no row shows alone: the same address, user name or object id twice, in the file or in the directory. */
async function judge({ db }: ImportServices, { skipsExisting }: ImportOptions, run: Run): Promise<void> {
  const { repository, id: runId } = run;
  await inTransientTransaction(db, async (transaction) => {
    await repository.removeRepeated(transaction, runId);
    if (skipsExisting) run.report.existing = await repository.removeTaken(transaction, runId);
  });
  // A row whose address is there already need not hear the same about its object id.
  const named = new Set<number>();
  for (const [column, field] of UNIQUE) {
    const repeated = await repository.repeated(runId, column, MOST_FAULTS + 1);
    const taken = await repository.taken(runId, column, MOST_FAULTS + 1);
    for (const { line, subject, earlierLine } of [...repeated, ...taken]) {
      if (field === 'id' && named.has(line)) continue;
      named.add(line);
      const where = earlierLine === undefined ? 'has an account already' : `stands on line ${earlierLine} already`;
      addFault(run, { line, field, message: `${subject} ${where}.` });
    }
  }
  if (run.faults.length > 0) throw new ImportRefused(run.faults, run.more);
}
