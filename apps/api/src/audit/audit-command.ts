import { parseArgs } from 'node:util';
import type { ExportFilter } from './export-audit.ts';

/** What was asked for on the command line. */
export type AuditCommand = { name: 'verify' } | { name: 'export'; filter: ExportFilter } | { name: 'help' };

export const AUDIT_USAGE = `Proves the audit, or hands it out. The system may be running.

  npm run audit -- verify
      Reads every policyholder's chain of events and compares every policy with it.
      Names the first broken link, if there is one.

  npm run --silent audit -- export [--policyholder ID] [--since TIME]
      Writes the events to standard output as JSON, one a line, by policyholder and position.
      TIME is a day or a moment, such as 2026-11-23 or 2026-11-23T10:00:00Z.

API_DATABASE_URL or DATA_DIR say which database is meant, as for the api.

Exit codes: 0 intact or written, 1 a link is broken, 2 the command was not understood, 3 the database cannot be read.
`;

const OPTIONS = {
  policyholder: { type: 'string' },
  since: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Reads a command line; `undefined` when it says nothing that can be done. */
export function parseAuditCommand(words: string[]): AuditCommand | undefined {
  const read = readWords(words);
  if (!read) return undefined;
  const [name, ...rest] = read.positionals;
  const { policyholder: policyholderId, since: given, help } = read.values;
  if (help) return { name: 'help' };
  if (rest.length > 0) return undefined;
  if (name === 'verify') return policyholderId === undefined && given === undefined ? { name } : undefined;
  if (name !== 'export') return undefined;
  const since = given === undefined ? undefined : new Date(given);
  if (since && Number.isNaN(since.getTime())) return undefined;
  return { name, filter: { policyholderId, since } };
}

function readWords(args: string[]) {
  try {
    return parseArgs({ args, options: OPTIONS, allowPositionals: true });
  } catch {
    return undefined;
  }
}
