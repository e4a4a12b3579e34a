import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Cannot } from './cannot.ts';

/** The name of a file that means the standard output, or the standard input. */
export const STANDARD = '-';

/**
 * Does `work` with a file and, when it is done, writes the file to the standard output: what failed has written nothing.
 * @throws Cannot when a terminal would get it
 */
export async function throughStandardOutput<Result>(work: (file: string) => Promise<Result>): Promise<Result> {
  if (process.stdout.isTTY) throw new Cannot('A backup is no text for a terminal: add "> FILE".');
  return withTemporaryFile(async (file) => {
    const result = await work(file);
    await pipeline(createReadStream(file), process.stdout, { end: false });
    return result;
  });
}

/** Does `work` with a file that has what the standard input brings. @throws Cannot when that is a terminal */
export async function fromStandardInput<Result>(work: (file: string) => Promise<Result>): Promise<Result> {
  if (process.stdin.isTTY) throw new Cannot('A backup cannot be typed: add "< FILE".');
  return withTemporaryFile(async (file) => {
    await pipeline(process.stdin, createWriteStream(file, { mode: 0o600 }));
    return work(file);
  });
}

/** In the folder that TMPDIR names: there must be room for the backup. */
async function withTemporaryFile<Result>(work: (file: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'surety-backup-'));
  try {
    return await work(join(folder, 'backup'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
