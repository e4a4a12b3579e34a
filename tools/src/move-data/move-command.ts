import { parseArgs } from 'node:util';
import type { AppName } from '../data/data-stores.ts';

export const MOVE_USAGE = `Moves the data of the apps from SQLite to PostgreSQL and compares every row. Stop the apps first.

  npm run move-data -- [--from FOLDER] [--dry-run] [identity] [api] [portal]

      FOLDER     the data folder with the SQLite files; DATA_DIR or ./data unless given, or of an app that has one of
                 its own IDENTITY_DATA_DIR, API_DATA_DIR or PORTAL_DATA_DIR
      --dry-run  says what would be moved, and moves nothing

IDENTITY_DATABASE_URL, API_DATABASE_URL and PORTAL_DATABASE_URL name the PostgreSQL databases, as for the apps; an app whose
setting names none is left out. Killed in the middle, the same command goes on where it was.

Exit codes: 0 moved and the same in both, 1 not moved or not the same, 2 the command was not understood.
`;

export type MoveCommand = { apps: readonly AppName[]; from: string | undefined; isDryRun: boolean };

const APPS: readonly AppName[] = ['identity', 'api', 'portal'];
const OPTIONS = { from: { type: 'string' }, 'dry-run': { type: 'boolean' } } as const;

/** Reads a command line; `undefined` when it says nothing that can be done. */
export function parseMoveCommand(args: string[]): MoveCommand | undefined {
  try {
    const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true });
    const apps = APPS.filter((app) => positionals.length === 0 || positionals.includes(app));
    if (positionals.some((word) => !APPS.includes(word as AppName))) return undefined;
    return { apps, from: values.from, isDryRun: values['dry-run'] ?? false };
  } catch {
    return undefined;
  }
}
