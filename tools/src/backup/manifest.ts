import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';

const appSchema = z.enum(['identity', 'api', 'portal']);

/** What is in a backup. */
export const manifestSchema = z.object({
  format: z.literal(1),
  takenAt: z.iso.datetime(),
  /** Of each app: whether its database is an SQLite file or a dump of PostgreSQL. */
  databases: z.partialRecord(appSchema, z.enum(['sqlite', 'postgresql'])),
  /** The app whose dump has this app's tables as well, where they share one database. */
  sharedWith: z.partialRecord(appSchema, appSchema).default({}),
  /** SHA-256 of every other file, hexadecimal, by its place. */
  files: z.record(z.string(), z.string().regex(/^[0-9a-f]{64}$/)),
});

export type Manifest = z.output<typeof manifestSchema>;

/** The file of the backup in which the PostgreSQL tables of an app are. */
export function dumpOf({ sharedWith }: Pick<Manifest, 'sharedWith'>, app: z.output<typeof appSchema>): string {
  return `${sharedWith[app] ?? app}.pgdump`;
}

export const MANIFEST = 'manifest.json';

/** SHA-256 of every file below a folder, by its place in it. */
export async function digestsBelow(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const digests: Record<string, string> = {};
  for (const entry of entries.filter((each) => each.isFile() && each.name !== MANIFEST)) {
    const file = join(entry.parentPath, entry.name);
    const hash = createHash('sha256');
    await pipeline(createReadStream(file), hash);
    digests[relative(folder, file)] = hash.digest('hex');
  }
  return digests;
}
