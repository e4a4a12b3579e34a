import { randomUUID } from 'node:crypto';
import { type Database, inTransaction, inTransientTransaction, isUniqueViolation } from '@surety/database';
import type { Clock } from '@surety/web';
import { NO_PASSWORD } from '../accounts/password-hashes.ts';
import type { Passwords } from '../accounts/passwords.ts';
import type { IdentityTables } from '../database.ts';
import type { Tenant } from '../tenant/tenant.ts';
import { type AccountRecord, describeFault, type Fault, FileFault, type Row } from './account-record.ts';
import { createImportRepository, type ImportRepository, type WaitingRow } from './import-repository.ts';
import { readAccount } from './read-account.ts';

type Services = { db: Database<IdentityTables>; tenant: Tenant; passwords: Passwords; clock: Clock };

export type ImportOptions = {
  /** Judges everything and changes nothing. */
  isDryRun: boolean;
  /** Leaves out rows whose address has an account; without it they are faults. */
  skipsExisting: boolean;
  /** Leaves out people who sign in by means that are not here; without it they are faults. */
  skipsUnsupported: boolean;
  /** Hears from time to time how many rows were read. */
  progress(rows: number): void;
};

export type ImportReport = {
  taken: number;
  withoutPassword: number;
  existing: number;
  unsupported: number;
  /** Members of rows that are not kept, and how many rows had them. */
  lost: ReadonlyMap<string, number>;
};

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

const BATCH = 200;
const MOST_FAULTS = 20;
const LEFT_BEHIND_MILLISECONDS = 24 * 60 * 60_000;

/**
 * Takes over the accounts of a file: all of them or none. Rows wait in a table of their own, a batch at a time, until the last
 * one is known to be right; then they become accounts in one transaction. Memory stays flat however large the file is, and a
 * server that runs meanwhile is not held up.
 * @throws ImportRefused naming each fault by line and field.
 */
export async function importAccounts(
  services: Services,
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

type Run = {
  id: string;
  beganAt: number;
  repository: ImportRepository;
  faults: string[];
  more: number;
  report: Omit<ImportReport, 'lost'> & { lost: Map<string, number> };
};

function emptyReport(): Run['report'] {
  return { taken: 0, withoutPassword: 0, existing: 0, unsupported: 0, lost: new Map() };
}

type Staging = { rows: AsyncIterable<Row>; options: ImportOptions; run: Run };
type Waiting = { position: number; line: number; account: AccountRecord };

async function stage(services: Services, { rows, options, run }: Staging): Promise<void> {
  let batch: Waiting[] = [];
  let position = 0;
  const flush = async (): Promise<void> => {
    const waiting = await Promise.all(batch.map((each) => waitingRow(services, { run, options }, each)));
    batch = [];
    if (waiting.length > 0)
      await inTransientTransaction(services.db, (transaction) => run.repository.insert(transaction, waiting));
    options.progress(position);
  };
  try {
    for await (const row of rows) {
      position += 1;
      const account = judgeRow(services.tenant, row, { options, run });
      if (account) batch.push({ position, line: row.line, account });
      if (batch.length === BATCH) await flush();
    }
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    addFault(run, { line: error.line, message: error.message });
  }
  await flush();
}

function judgeRow(
  tenant: Tenant,
  row: Row,
  { options, run }: { options: ImportOptions; run: Run },
): AccountRecord | undefined {
  const reading = readAccount(tenant, row);
  if ('account' in reading) {
    for (const name of reading.lost) run.report.lost.set(name, (run.report.lost.get(name) ?? 0) + 1);
    return reading.account;
  }
  if (reading.isUnsupported && options.skipsUnsupported) run.report.unsupported += 1;
  else for (const fault of reading.faults) addFault(run, { line: row.line, ...fault });
  return undefined;
}

function addFault(run: Run, fault: Fault): void {
  if (run.faults.length < MOST_FAULTS) run.faults.push(describeFault(fault));
  else run.more += 1;
}

async function waitingRow(
  { passwords, clock }: Services,
  { run, options }: Pick<Staging, 'run' | 'options'>,
  { position, line, account }: Waiting,
): Promise<WaitingRow> {
  const {
    id,
    email,
    userName,
    attributes,
    isDisabled,
    createdAt,
    password,
    passwordHash,
    mustChangePassword,
    mayRepeat,
  } = account;
  // Hashing is most of the work, and a dry run needs none of it.
  const hash = options.isDryRun ? async () => 'not hashed' : passwords.hash;
  const made = password === undefined ? NO_PASSWORD : await hash(password);
  return {
    run_id: run.id,
    position,
    line,
    began_at: run.beganAt,
    id: id ?? randomUUID(),
    email,
    user_name: userName ?? null,
    password_hash: passwordHash ?? made,
    attributes: JSON.stringify(attributes),
    created_at: (createdAt ?? clock()).getTime(),
    is_disabled: isDisabled ? 1 : 0,
    must_change_password: mustChangePassword ? 1 : 0,
    may_repeat: mayRepeat ? 1 : 0,
  };
}

/** Of what each account has its own, and what files call it. */
const UNIQUE = [
  ['email', 'email'],
  ['user_name', 'userName'],
  ['id', 'id'],
] as const;

/** What no row shows alone: the same address, user name or object id twice, in the file or in the directory. */
async function judge({ db }: Services, { skipsExisting }: ImportOptions, run: Run): Promise<void> {
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
