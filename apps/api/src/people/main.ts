import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { systemClock } from '@surety/web';
import { readApiConfig } from '../config.ts';
import { type ApiDatabase, openApiDatabase } from '../database.ts';
import { createRepositories } from '../repositories.ts';
import { importPeople } from './import-people.ts';
import { reportPeople } from './people-report.ts';

const USAGE = `Who the policyholders are at the identity provider, and at the one that follows it. The system may be running.

  npm run people -- report [--former ISSUER --present ISSUER] [--json]
      Counts people by issuer; between two issuers, names those who are not reached from the present one, and why.

  npm run people -- import FILE [--dry-run]
      Reads a migration table and lets each person reach their policies from the present provider as well. All lines or none.
      FILE is CSV: former_issuer,former_subject,issuer,subject

API_DATABASE_URL or DATA_DIR say which database is meant, as for the api. An issuer is what stands in iss, to the last slash.

Exit codes: 0 done, 1 nothing was done and the reason was said, 2 the command was not understood.
`;

process.exitCode = await run(process.argv.slice(2));

async function run(words: string[]): Promise<number> {
  const command = parse(words);
  if (command === undefined || command.help) {
    process[command ? 'stdout' : 'stderr'].write(USAGE);
    return command ? 0 : 2;
  }
  try {
    const db = await openApiDatabase(readApiConfig(process.env).databaseUrl);
    return await (command.file === undefined ? report(db, command) : take(db, command.file, command.dryRun)).finally(
      () => db.destroy(),
    );
  } catch (error) {
    process.stderr.write(`Nothing was done: ${(error as Error).message}\n`);
    return 1;
  }
}

type Command = { help: boolean; file?: string; dryRun: boolean; json: boolean; former?: string; present?: string };

function parse(args: string[]): Command | undefined {
  const [flag, word] = [{ type: 'boolean' } as const, { type: 'string' } as const];
  const options = { former: word, present: word, json: flag, 'dry-run': flag, help: { ...flag, short: 'h' } };
  try {
    const { positionals, values } = parseArgs({ args, options, allowPositionals: true });
    const { former, present, json = false, 'dry-run': dryRun = false, help = false } = values;
    const [name, file, ...rest] = positionals;
    const common = { help, dryRun, json };
    if (help) return common;
    if (name === 'import' && file !== undefined && rest.length === 0) return { ...common, file };
    if (name !== 'report' || file !== undefined || (former === undefined) !== (present === undefined)) return undefined;
    return { ...common, ...(former && present ? { former, present } : {}) };
  } catch {
    return undefined;
  }
}

async function report(db: ApiDatabase, { json, former, present }: Command): Promise<number> {
  const between = former && present ? { former, present } : undefined;
  const found = await reportPeople({ db, ...createRepositories(db) }, between);
  if (json) process.stdout.write(`${JSON.stringify(found, null, 2)}\n`);
  else {
    for (const { issuer, first, linked } of found.issuers)
      process.stdout.write(`${issuer}: ${first} by their first sign-in, ${linked} linked\n`);
    for (const { policyholderId, subject, email, why } of found.notReached)
      process.stdout.write(
        `not reached: ${subject} (policyholder ${policyholderId}, ${email ?? 'no address'}): ${why}\n`,
      );
    if (between) process.stdout.write(`${found.notReached.length} not reached from ${between.present}\n`);
  }
  return 0;
}

async function take(db: ApiDatabase, file: string, dryRun: boolean): Promise<number> {
  const services = { db, clock: systemClock, ...createRepositories(db) };
  const text = readFileSync(file, 'utf8');
  const { linked, before, wrong } = await importPeople(services, { text, dryRun });
  for (const { line, says } of wrong) process.stderr.write(`line ${line}: ${says}\n`);
  if (wrong.length > 0) {
    process.stderr.write('Nothing was done.\n');
    return 1;
  }
  process.stdout.write(`${linked} ${dryRun ? 'would be ' : ''}linked, ${before} were before.\n`);
  return 0;
}
