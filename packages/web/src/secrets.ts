import { linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemRandom } from './random.ts';
import { SettingsError } from './settings.ts';

/**
 * A secret that lives in the data folder: read when it is there, made (256 bits, base64url) when it is not.
 * Two processes that start at once agree on one value, because the file appears whole or not at all.
 * @throws SettingsError when the folder cannot be written.
 */
export function secretFromDataFolder(dataFolder: string, name: string): string {
  const file = join(dataFolder, 'secrets', name);
  return read(file) ?? create(dataFolder, file);
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new SettingsError(
      `The secret ${file} cannot be read (${(error as Error).message}). Check the setting DATA_DIR.`,
    );
  }
}

function create(dataFolder: string, file: string): string {
  const draft = `${file}.${process.pid}.${systemRandom.token().slice(0, 8)}`;
  try {
    mkdirSync(join(dataFolder, 'secrets'), { recursive: true, mode: 0o700 });
    writeFileSync(draft, `${systemRandom.token()}\n`, { mode: 0o600, flag: 'wx' });
    linkIfAbsent(draft, file);
    unlinkSync(draft);
  } catch (error) {
    throw new SettingsError(
      `The folder ${dataFolder} cannot be written (${(error as Error).message}). Make it writable or choose another with the setting DATA_DIR.`,
    );
  }
  return readFileSync(file, 'utf8').trim();
}

function linkIfAbsent(draft: string, file: string): void {
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
