import { SettingsError } from '@surety/web';
import type { IdentityConfig } from '../config.ts';
import { ca } from './ca.ts';
import { listKeys, rotateKeys } from './keys.ts';
import { listApps, listFlows, printSchema } from './tenant.ts';

/** Does one thing and answers what to print. */
type Command = (config: IdentityConfig) => Promise<string>;

/** What can be asked of identity besides serving, by the words after `npm run identity --`. */
const COMMANDS: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['ca', ca],
  ['keys list', listKeys],
  ['keys rotate', rotateKeys],
  ['flows list', listFlows],
  ['apps list', listApps],
  ['schema', printSchema],
]);

/**
 * Runs the command that these words name and answers what to print.
 * @throws SettingsError when there is no such command, with those that there are.
 */
export async function runCommand(words: readonly string[], config: IdentityConfig): Promise<string> {
  const command = COMMANDS.get(words.join(' '));
  if (command) return command(config);
  const known = [...COMMANDS.keys()].map((name) => `  npm run identity -- ${name}`);
  throw new SettingsError(
    [`There is no command "${words.join(' ')}". Without words identity serves; the others are:`, ...known].join('\n'),
  );
}
