import type { Readable, Writable } from 'node:stream';
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { SettingsError } from '@surety/web';
import type { IdentityConfig } from '../config.ts';

/** Where a command reads and writes what is more than an answer of a few lines. */
export type Terminal = {
  input: Readable;
  output: Writable;
  /** Says how far it is, beside the output. */
  note(text: string): void;
};

/** One thing that can be asked of identity besides serving. */
export type Command = {
  /** The words after its name, such as `ADDRESS [--yes]`; empty when there are none. */
  usage: string;
  /** What it does, in one line. */
  about: string;
  /** What else `--help` says about it. */
  details?: string;
  /** Does it and answers what to print; an empty text when all was written already. */
  run(config: IdentityConfig, parameters: readonly string[], terminal: Terminal): Promise<string>;
};

/** Words that no command understands. Nothing was done. */
export class UsageError extends SettingsError {}

/** What a command answers to the shell: done, refused (nothing changed, the reason is printed), not understood. */
export const EXIT = { done: 0, refused: 1, misunderstood: 2 } as const;

/**
 * Reads a command's words: options by name and `count` words besides.
 * @throws UsageError naming the option that does not exist or lacks its value, or saying how many words it takes.
 */
export function readWords<Options extends ParseArgsOptionsConfig>(
  parameters: readonly string[],
  options: Options,
  count: number,
) {
  const { values, positionals } = parsed(parameters, options);
  if (positionals.length === count) return { values, words: positionals };
  const given = positionals.length === 0 ? 'none is given' : `these are given: ${positionals.join(' ')}`;
  throw new UsageError(
    `It takes ${count === 0 ? 'no word' : `${count} word${count > 1 ? 's' : ''}`} besides options; ${given}.`,
  );
}

function parsed<Options extends ParseArgsOptionsConfig>(parameters: readonly string[], options: Options) {
  try {
    return parseArgs({ args: [...parameters], options, allowPositionals: true });
  } catch (error) {
    if (!(error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS')) throw error;
    throw new UsageError(`${(error as Error).message.split('. ')[0]}.`);
  }
}

/** Everything of a stream as text, without the line break at its end. */
export async function readAll(input: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of input) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks)
    .toString('utf8')
    .replace(/\r?\n$/, '');
}
