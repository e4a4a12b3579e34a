import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { readApiConfig } from '../config.ts';
import { type ApiDatabase, openApiDatabase } from '../database.ts';
import { AUDIT_USAGE, type AuditCommand, parseAuditCommand } from './audit-command.ts';
import { brokenLinkInWords } from './broken-link-in-words.ts';
import { exportAudit } from './export-audit.ts';
import { verifyAudit } from './verify-audit.ts';

const EXIT = { done: 0, broken: 1, misunderstood: 2, unreadable: 3 } as const;

process.exitCode = await run(process.argv.slice(2));

async function run(words: string[]): Promise<number> {
  const command = parseAuditCommand(words);
  if (!command) {
    process.stderr.write(AUDIT_USAGE);
    return EXIT.misunderstood;
  }
  if (command.name === 'help') {
    process.stdout.write(AUDIT_USAGE);
    return EXIT.done;
  }
  try {
    const db = await openApiDatabase(readApiConfig(process.env).databaseUrl, 2, 'unhurried');
    return await execute(db, command).finally(() => db.destroy());
  } catch (error) {
    // Whoever reads the lines may stop before the last one.
    if ((error as NodeJS.ErrnoException).code === 'EPIPE') return EXIT.done;
    process.stderr.write(`The audit could not be read: ${(error as Error).message}\n`);
    return EXIT.unreadable;
  }
}

async function execute(db: ApiDatabase, command: Exclude<AuditCommand, { name: 'help' }>): Promise<number> {
  if (command.name === 'export') {
    await pipeline(Readable.from(exportAudit(db, command.filter)), process.stdout, { end: false });
    return EXIT.done;
  }
  const verdict = await verifyAudit(db);
  if (!verdict.intact) {
    process.stdout.write(`${brokenLinkInWords(verdict.broken)}\n`);
    return EXIT.broken;
  }
  process.stdout.write(`${verdict.events} events of ${verdict.policyholders} policyholders, intact.\n`);
  return EXIT.done;
}
