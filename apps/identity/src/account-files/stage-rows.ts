import { randomUUID } from 'node:crypto';
import { inTransientTransaction } from '@surety/database';
import { NO_PASSWORD } from '../accounts/password-hashes.ts';
import type { Tenant } from '../tenant/tenant.ts';
import { type AccountRecord, FileFault, type Row } from './account-record.ts';
import type { WaitingRow } from './import-repository.ts';
import { addFault, type ImportOptions, type ImportServices, type Run } from './import-run.ts';
import { readAccount } from './read-account.ts';

const BATCH = 200;

type Staging = { rows: AsyncIterable<Row>; options: ImportOptions; run: Run };
type Waiting = { position: number; line: number; account: AccountRecord };

/**
 * Judges the rows of a file as they are read, and lets those that are right wait in a table, a batch at a time.
 * Faults are noted in the run.
 */
export async function stage(services: ImportServices, { rows, options, run }: Staging): Promise<void> {
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

async function waitingRow(
  { passwords, clock }: ImportServices,
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
    language,
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
    language: language ?? null,
    may_repeat: mayRepeat ? 1 : 0,
  };
}
