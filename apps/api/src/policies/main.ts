import { parseArgs } from 'node:util';
import { UNITED_STATES } from '@surety/insurance';
import { systemClock, systemRandom } from '@surety/web';
import { runExport, runImport } from '../book/book-command.ts';
import { readApiConfig } from '../config.ts';
import { unfreezeContact } from '../contacts/unfreeze-contact.ts';
import { type ApiDatabase, openApiDatabase } from '../database.ts';
import { createRepositories } from '../repositories.ts';
import { unfreezePolicy } from './unfreeze-policy.ts';

const USAGE = `What only the insurer does with policies. The system may be running.

  npm run policies -- frozen
      Lists the policies whose beneficiaries cannot be changed since somebody reported: this was not me.

  npm run policies -- unfreeze NUMBER --reason TEXT
      Opens one of them again, once it is clear who the policyholder is. The reason goes into the audit.

  npm run policies -- unfreeze-contact NUMBER --reason TEXT
      Opens the contact data of the policyholder of policy NUMBER, frozen since somebody reported a change of them.

  npm run policies -- import FILE [--dry-run]
      Takes a book of policies over, from a .csv, .jsonl or .json file, all of it or nothing; a line that is wrong is named. Each policy
      belongs to whoever signs in with the address that it names. --dry-run judges everything and records nothing.

  npm run policies -- export FILE
      Writes every policy to a new .csv or .jsonl file, which an import takes.

API_DATABASE_URL or DATA_DIR say which database is meant, as for the api.

Exit codes: 0 done, 1 there is no such frozen policy, the book has a line that is wrong, or the database cannot be used, 2 the command was not understood.
`;

type Unfreezing = { what: 'policy' | 'contact'; policyNumber: string; reason: string };
type Book = { what: 'import' | 'export'; file: string; isDryRun: boolean };
type Command = 'help' | 'frozen' | Unfreezing | Book;

const UNFREEZE = { unfreeze: 'policy', 'unfreeze-contact': 'contact' } as const;

process.exitCode = await run(process.argv.slice(2));

async function run(words: string[]): Promise<number> {
  const command = parse(words);
  if (command === undefined || command === 'help') {
    process[command ? 'stdout' : 'stderr'].write(USAGE);
    return command ? 0 : 2;
  }
  try {
    const db = await openApiDatabase(readApiConfig(process.env).databaseUrl, 2, 'unhurried');
    return await execute(db, command).finally(() => db.destroy());
  } catch (error) {
    process.stderr.write(`Nothing was done: ${(error as Error).message}\n`);
    return 1;
  }
}

function parse(args: string[]): Command | undefined {
  try {
    const options = {
      reason: { type: 'string' },
      'dry-run': { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    } as const;
    const { positionals, values } = parseArgs({ args, options, allowPositionals: true });
    const [name, policyNumber, ...rest] = positionals;
    const reason = values.reason?.trim();
    if (values.help) return 'help';
    if (name === 'frozen' && policyNumber === undefined && reason === undefined) return 'frozen';
    if ((name === 'import' || name === 'export') && policyNumber && rest.length === 0)
      return { what: name, file: policyNumber, isDryRun: values['dry-run'] ?? false };
    const what = UNFREEZE[name as keyof typeof UNFREEZE];
    return what && policyNumber && reason && rest.length === 0 ? { what, policyNumber, reason } : undefined;
  } catch {
    return undefined;
  }
}

async function execute(db: ApiDatabase, command: Exclude<Command, 'help'>): Promise<number> {
  const services = { db, clock: systemClock, random: systemRandom, market: UNITED_STATES, ...createRepositories(db) };
  if (command === 'frozen') {
    const frozen = await services.policies.listFrozen(db);
    for (const { policyNumber, since } of frozen)
      process.stdout.write(`${policyNumber} since ${since.toISOString()}\n`);
    return 0;
  }
  const terminal = {
    out: (text: string) => process.stdout.write(text),
    err: (text: string) => process.stderr.write(text),
  };
  if ('file' in command)
    return command.what === 'import'
      ? runImport(services, command, terminal)
      : runExport(services, command.file, terminal);
  return unfreeze(services, command);
}

async function unfreeze(services: Parameters<typeof unfreezeContact>[0], command: Unfreezing): Promise<number> {
  const { what, policyNumber } = command;
  const [name, isDone] = {
    policy: ['beneficiaries', () => unfreezePolicy(services, command)] as const,
    contact: ['contact data', () => unfreezeContact(services, command)] as const,
  }[what];
  if (await isDone()) {
    process.stdout.write(`The ${name} of policy ${policyNumber} can be changed again.\n`);
    return 0;
  }
  process.stderr.write(`There are no frozen ${name} of a policy ${policyNumber}.\n`);
  return 1;
}
