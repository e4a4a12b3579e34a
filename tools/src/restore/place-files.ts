import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Cannot } from '../backup/cannot.ts';

/** Made by the file system itself in the root of a volume. */
const OF_THE_FILE_SYSTEM = 'lost+found';

/** A file that was unpacked, and where the apps look for it. */
export type Placing = { from: string; to: string };

/** @throws Cannot unless the folder is empty or not there */
export async function assertEmptyFolder(folder: string): Promise<void> {
  const there = existsSync(folder) ? await readdir(folder) : [];
  const first = there.find((name) => name !== OF_THE_FILE_SYSTEM);
  if (first !== undefined)
    throw new Cannot(`${folder} is not empty (${first}). Restore into an empty folder or volume: set DATA_DIR.`);
}

/** Makes a folder for its owner alone and does `work`. When that fails, whatever of the path is new is taken away again. */
export async function withFolder<Result>(folder: string, work: () => Promise<Result>): Promise<Result> {
  const made = await mkdir(folder, { recursive: true, mode: 0o700 }).catch((error: Error) => {
    throw new Cannot(`${folder} cannot be made (${error.message}).`);
  });
  try {
    return await work();
  } catch (error) {
    if (made !== undefined) await rm(made, { recursive: true, force: true });
    throw error;
  }
}

/** Moves files to their places, also onto other file systems, and does `work`. When either fails, they are taken away again. */
export async function withFilesPlaced(placings: readonly Placing[], work: () => Promise<void>): Promise<void> {
  const [first, ...others] = placings;
  if (first === undefined) return work();
  await withFolder(dirname(first.to), async () => {
    try {
      await move(first);
      await withFilesPlaced(others, work);
    } catch (error) {
      await rm(first.to, { force: true });
      throw error;
    }
  });
}

async function move({ from, to }: Placing): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    // Each app's volume is a file system of its own.
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
    await copyFile(from, to);
  }
}
