import { SettingsError } from '@surety/web';
import type { IdentityConfig } from '../config.ts';
import { ca } from './ca.ts';
import { removeFactor } from './factors.ts';
import { listKeys, rotateKeys } from './keys.ts';
import { listApps, listFlows, printSchema } from './tenant.ts';

/** Does one thing and answers what to print. `parameters` are the words after its name. */
type Command = (config: IdentityConfig, parameters: readonly string[]) => Promise<string>;

/** What can be asked of identity besides serving, by the words after `npm run identity --`. */
const COMMANDS: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['ca', ca],
  ['keys list', listKeys],
  ['keys rotate', rotateKeys],
  ['factors remove', removeFactor],
  ['flows list', listFlows],
  ['apps list', listApps],
  ['schema', printSchema],
]);

/**
 * Runs the command that these words name and answers what to print.
 * @throws SettingsError when there is no such command, with those that there are.
 */
export async function runCommand(words: readonly string[], config: IdentityConfig): Promise<string> {
  for (const length of [1, 2]) {
    const command = COMMANDS.get(words.slice(0, length).join(' '));
    if (command && words.length >= length) return command(config, words.slice(length));
  }
  const known = [...COMMANDS.keys()].map((name) => `  npm run identity -- ${name}`);
  throw new SettingsError(
    [`There is no command "${words.join(' ')}". Without words identity serves; the others are:`, ...known].join('\n'),
  );
}
