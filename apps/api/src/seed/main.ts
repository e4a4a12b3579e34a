import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { SettingsError, systemClock, systemRandom } from '@surety/web';
import { readApiConfig } from '../config.ts';
import { openApiDatabase } from '../database.ts';
import { createRepositories } from '../repositories.ts';
import { AccountsRefused, importAccounts } from './import-accounts.ts';

const USAGE = `Takes over the accounts of a former system.

  npm run seed -- --accounts FILE

FILE is a JSON list of {"email", "policynumber", "beneficiary"}. All of it is taken over, or nothing.
The system may be running. API_DATABASE_URL or DATA_DIR say which database is meant, as for the api.

Exit codes: 0 done, 1 the file or the database cannot be used, 2 the command was not understood.
`;

process.exitCode = await run(process.argv.slice(2));

async function run(words: string[]): Promise<number> {
  const command = parse(words);
  if (command === 'help') {
    process.stdout.write(USAGE);
    return 0;
  }
  if (command === 'misunderstood') {
    process.stderr.write(USAGE);
    return 2;
  }
  try {
    const count = await importFile(command.accounts);
    process.stdout.write(`${count} ${count === 1 ? 'policy was' : 'policies were'} taken over.\n`);
    return 0;
  } catch (error) {
    process.stderr.write(`${inWords(error, command.accounts)}\n`);
    return 1;
  }
}

function parse(words: string[]): 'help' | 'misunderstood' | { accounts: string } {
  try {
    const options = { accounts: { type: 'string' }, help: { type: 'boolean', short: 'h' } } as const;
    const { accounts, help } = parseArgs({ args: words, options }).values;
    if (help) return 'help';
    return accounts ? { accounts } : 'misunderstood';
  } catch {
    return 'misunderstood';
  }
}

async function importFile(file: string): Promise<number> {
  const text = readFileSync(file, 'utf8');
  const db = await openApiDatabase(readApiConfig(process.env).databaseUrl);
  try {
    const services = { db, clock: systemClock, random: systemRandom, ...createRepositories(db) };
    return await importAccounts(services, text);
  } finally {
    await db.destroy();
  }
}

function inWords(error: unknown, file: string): string {
  if (error instanceof AccountsRefused) {
    return [`Nothing was taken over from ${file}:`, ...error.problems].join('\n');
  }
  if (error instanceof SettingsError) return error.message;
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return `There is no file ${file}.`;
  return `Nothing was taken over from ${file}: ${message}`;
}
