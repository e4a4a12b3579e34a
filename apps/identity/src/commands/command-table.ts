import { APPS } from './apps.ts';
import { AUDIT } from './audit.ts';
import { ca } from './ca.ts';
import type { Command } from './command.ts';
import { removeFactor } from './factors.ts';
import { FLOWS } from './flows.ts';
import { listKeys, rotateKeys } from './keys.ts';
import { printMigrationKey } from './migration-key.ts';
import { printSchema } from './schema.ts';
import { USERS } from './users/users.ts';

/** What can be asked of identity besides serving, by the words after `npm run identity --`. */
export const COMMANDS: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['ca', { usage: '', about: 'says where the local CA is and how each kind of client trusts it', run: ca }],
  ['keys list', { usage: '', about: 'lists the signing keys and what each does now', run: listKeys }],
  ['keys rotate', { usage: '', about: 'makes the next signing key; nobody is signed out', run: rotateKeys }],
  [
    'keys migration',
    { usage: '', about: 'prints the certificate for which External ID encrypts passwords', run: printMigrationKey },
  ],
  ...USERS,
  [
    'factors remove',
    { usage: 'ADDRESS', about: 'takes the second factor off an account and tells its person', run: removeFactor },
  ],
  ...AUDIT,
  ...FLOWS,
  ...APPS,
  ['schema', { usage: '', about: 'prints the JSON Schema of tenant files', run: printSchema }],
]);
