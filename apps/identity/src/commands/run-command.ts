import { Writable } from 'node:stream';
import type { IdentityConfig } from '../config.ts';
import { type Command, type Terminal, UsageError } from './command.ts';
import { COMMANDS } from './command-table.ts';

const PROGRAM = 'npm run identity --';

/**
 * Runs the command that these words name and answers what to print.
 * @throws UsageError when there is no such command, with those that there are, or when it takes other words.
 * @throws SettingsError when it refuses; nothing was changed then.
 */
export async function runCommand(
  words: readonly string[],
  config: IdentityConfig,
  terminal: Terminal = SILENT,
): Promise<string> {
  const found = findCommand(words);
  if (!found) throw new UsageError(`There is no command "${words.join(' ')}".\n\n${overview(words[0])}`);
  try {
    return await found.command.run(config, found.parameters, terminal);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError(`${error.message}\n\n${usageOf(found)}`);
  }
}

/** What `--help` prints for these words; `undefined` when they ask for no help. */
export function helpFor(words: readonly string[]): string | undefined {
  if (!words.some((word) => word === '--help' || word === '-h') && words[0] !== 'help') return undefined;
  const asked = words.filter((word) => !word.startsWith('-') && word !== 'help');
  const found = findCommand(asked);
  if (!found) return overview(asked[0]);
  const { about, details } = found.command;
  return [`${usageOf(found)}\n\n${sentence(about)}`, ...(details === undefined ? [] : [details.trim()])].join('\n\n');
}

type Found = { name: string; command: Command; parameters: readonly string[] };

function findCommand(words: readonly string[]): Found | undefined {
  for (const length of [1, 2]) {
    const name = words.slice(0, length).join(' ');
    const command = COMMANDS.get(name);
    if (command && words.length >= length) return { name, command, parameters: words.slice(length) };
  }
  return undefined;
}

function usageOf({ name, command }: Found): string {
  return `Usage: ${PROGRAM} ${name} ${command.usage}`.trimEnd();
}

function sentence(about: string): string {
  return `${about.slice(0, 1).toUpperCase()}${about.slice(1)}.`;
}

/** Every command with its line, or those of one subject. */
function overview(subject?: string): string {
  const all = [...COMMANDS].filter(([name]) => subject === undefined || name.split(' ')[0] === subject);
  const shown = all.length > 0 ? all : [...COMMANDS];
  const width = Math.max(...shown.map(([name]) => name.length));
  return [
    `Without words, "${PROGRAM.replace(' --', '')}" serves. Its commands, also while a server runs:`,
    '',
    ...shown.map(([name, { about }]) => `  ${PROGRAM} ${name.padEnd(width)}  ${about}`),
    '',
    'COMMAND --help says more. Exit codes: 0 done, 1 refused (the reason is printed, nothing was changed), 2 not understood.',
  ].join('\n');
}

const SILENT: Terminal = {
  input: process.stdin,
  output: new Writable({ write: (_chunk, _encoding, done) => done() }),
  note: () => {},
};
