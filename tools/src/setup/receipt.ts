import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { Cannot } from '../backup/cannot.ts';
import type { UndoRequest } from './step.ts';

const entry = z.object({
  title: z.string(),
  undo: z.array(
    z.object({ method: z.enum(['DELETE', 'PATCH', 'POST']), path: z.string(), body: z.unknown().optional() }),
  ),
});
const document = z.object({ made: z.array(entry) });

export type Made = z.infer<typeof entry>;

/** What was made, in order, on disk after every step; it holds ids and paths, never a secret or a token. */
export type Receipt = {
  made(): readonly Made[];
  add(title: string, undo: readonly UndoRequest[]): void;
  /** Forgets the newest entry, once it was taken back. */
  dropNewest(): void;
};

/** The receipt in a file, which need not be there yet. @throws Cannot when it is there and cannot be read. */
export function openReceipt(file: string): Receipt {
  let made = existsSync(file) ? read(file) : [];
  const keep = (next: Made[]): void => {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.new`, `${JSON.stringify({ made: next }, null, 2)}\n`, { mode: 0o600 });
    renameSync(`${file}.new`, file);
    made = next;
  };
  return {
    made: () => made,
    add: (title, undo) => keep([...made, { title, undo: [...undo] }]),
    dropNewest: () => keep(made.slice(0, -1)),
  };
}

function read(file: string): Made[] {
  try {
    return document.parse(JSON.parse(readFileSync(file, 'utf8'))).made;
  } catch (error) {
    throw new Cannot(`${file} is not what this command wrote. Move it away, or bring the right one back.`, {
      cause: error,
    });
  }
}
