import { inTransaction } from '@surety/database';
import type { Policy } from '@surety/insurance';
import type { ApiTransaction } from '../database.ts';
import { recordPolicy } from '../policies/record-policy.ts';
import type { Services } from '../services.ts';
import { type AccountRow, readAccountRows } from './account-rows.ts';

/** Accounts that cannot be taken over: nothing was written. Each problem is a sentence with the line it is about. */
export class AccountsRefused extends Error {
  override readonly name = 'AccountsRefused';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super('the accounts cannot be taken over');
    this.problems = problems;
  }
}

type ImportServices = Pick<Services, 'db' | 'policyholders' | 'policies' | 'audit' | 'clock' | 'random'>;

/**
 * Takes over the accounts of the former system, all of them or none. Each policy waits for the person whose verified
 * address it names; whoever signed in with that address before gets it at once.
 * @param text content of the file
 * @returns how many policies were taken over
 * @throws AccountsRefused naming every row that cannot be
 */
export async function importAccounts(services: ImportServices, text: string): Promise<number> {
  const { rows, problems } = readAccountRows(text);
  if (problems.length > 0) throw new AccountsRefused(problems);
  return inTransaction(services.db, async (transaction) => {
    await assertNumbersFree(services, transaction, rows);
    const owners = await findOwners(services, transaction, rows);
    for (const row of rows) {
      const policyholderId = owners.get(row.email) ?? '';
      await recordPolicy(services, transaction, { policyholderId, policy: takenOver(row), source: 'former-system' });
    }
    return rows.length;
  });
}

async function assertNumbersFree(
  { policies }: ImportServices,
  transaction: ApiTransaction,
  rows: readonly AccountRow[],
): Promise<void> {
  const numbers = rows.map(({ policyNumber }) => policyNumber);
  const taken = await policies.numbersTaken(transaction, numbers);
  const problems = rows
    .filter(({ policyNumber }) => taken.has(policyNumber))
    .map(({ policyNumber, line }) => `Line ${line}: there is already a policy ${policyNumber}.`);
  if (problems.length > 0) throw new AccountsRefused(problems);
}

/** The policyholder behind each address, made where there is none. */
async function findOwners(
  { policyholders, random, clock }: ImportServices,
  transaction: ApiTransaction,
  rows: readonly AccountRow[],
): Promise<ReadonlyMap<string, string>> {
  const owners = new Map<string, string>();
  const problems: string[] = [];
  for (const { email, line } of rows) {
    if (owners.has(email)) continue;
    const [known, another] = await policyholders.idsByEmail(transaction, email);
    if (another !== undefined) problems.push(`Line ${line}: several policyholders have the address ${email}.`);
    const id = known ?? random.token();
    if (known === undefined) await policyholders.create(transaction, { id, email, createdAt: clock() });
    owners.set(email, id);
  }
  if (problems.length > 0) throw new AccountsRefused(problems);
  return owners;
}

// The former system knew a name and nothing else; what it did not know is absent (docs/decisions/003).
function takenOver({ policyNumber, beneficiary }: AccountRow): Policy {
  return {
    number: policyNumber,
    kind: 'life',
    status: 'in-force',
    designation: [
      {
        class: 'primary',
        party: { kind: 'name-only', name: beneficiary },
        allocation: 10_000,
        distribution: 'per-capita',
      },
    ],
    version: 1,
  };
}
