import { watch } from 'node:fs';
import { basename, dirname } from 'node:path';
import { type Logger, SettingsError } from '@surety/web';
import { readTenantFile } from './tenant-file.ts';
import type { TenantInForce } from './tenant-in-force.ts';

/** Editors write a file in several steps. */
const SETTLE_MILLISECONDS = 100;

type Following = {
  file: string;
  inForce: TenantInForce;
  logger: Logger;
  /** Happens after each new tenant. */
  whenLoaded?: () => Promise<void>;
};

/** Puts what the file says now in force. A file that is wrong changes nothing: the log says what is wrong with it. */
export function reloadTenant({ file, inForce, logger, whenLoaded }: Following): void {
  try {
    inForce.replace(readTenantFile(file));
    logger.info({ event: 'tenant-loaded', file });
    whenLoaded?.().catch((error: unknown) => logger.error({ event: 'people-not-made', err: error }));
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    logger.error({ event: 'tenant-file-refused', file, reason: error.message });
  }
}

/** Reloads the tenant whenever its file changes, and on SIGHUP, until the answer is called. */
export function followTenantFile(following: Following): () => void {
  let settling: NodeJS.Timeout | undefined;
  const reload = (): void => reloadTenant(following);
  // The folder is watched: most editors replace the file by another of its name.
  const watcher = watch(dirname(following.file), (_event, name) => {
    if (name !== null && name !== basename(following.file)) return;
    clearTimeout(settling);
    settling = setTimeout(reload, SETTLE_MILLISECONDS);
  });
  watcher.on('error', (error) => following.logger.error({ event: 'tenant-file-not-watched', err: error }));
  process.on('SIGHUP', reload);
  return () => {
    clearTimeout(settling);
    watcher.close();
    process.off('SIGHUP', reload);
  };
}
