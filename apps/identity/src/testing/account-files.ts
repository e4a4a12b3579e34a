import assert from 'node:assert/strict';
import { type ExportOptions, exportAccounts } from '../account-files/export-accounts.ts';
import { ImportRefused, importAccounts } from '../account-files/import-accounts.ts';
import type { ImportOptions, ImportReport } from '../account-files/import-run.ts';
import { jsonRecords } from '../account-files/json-records.ts';
import { createDirectoryRepository } from '../accounts/directory-repository.ts';
import type { TestIdentity } from './test-identity.ts';

/** A file as it comes from the disk: in pieces that end anywhere. */
async function* pieces(text: string): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += 7) yield text.slice(at, at + 7);
}

/** Takes a file in; it is JSON unless its records are read otherwise. */
export function takeAccounts(
  identity: TestIdentity,
  text: string,
  { records = jsonRecords, ...changes }: Partial<ImportOptions> & { records?: typeof jsonRecords } = {},
): Promise<ImportReport> {
  return importAccounts(identity.services, records(pieces(text)), {
    isDryRun: false,
    skipsExisting: false,
    skipsUnsupported: false,
    progress: () => {},
    ...changes,
  });
}

/** How many accounts there are. */
export function countAccounts({ services }: TestIdentity): Promise<number> {
  return createDirectoryRepository(services.db).count({});
}

/** The account of this address, with its password's hash. */
export function credentialOf({ services }: TestIdentity, email: string) {
  return services.accounts.findCredential(email);
}

/** What is wrong with a file; nothing of it may have come in. */
export async function faultsOf(
  identity: TestIdentity,
  text: string,
  records = jsonRecords,
): Promise<readonly string[]> {
  const held = await countAccounts(identity);
  const refusal = await takeAccounts(identity, text, { records }).catch((error: unknown) => error);
  assert.ok(refusal instanceof ImportRefused, String(refusal));
  assert.equal(await countAccounts(identity), held);
  return refusal.faults;
}

/** The whole file that an export writes. */
export async function writeAccounts(identity: TestIdentity, options: Partial<ExportOptions> = {}): Promise<string> {
  const { tenant, db } = identity.services;
  const directory = createDirectoryRepository(db);
  const texts = exportAccounts({ directory, tenant }, { format: 'json', withPasswordHashes: false, ...options });
  let all = '';
  for await (const text of texts) all += text;
  return all;
}
