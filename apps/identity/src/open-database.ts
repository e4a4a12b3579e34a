import { type Database, DatabaseAddressError, migrate, openDatabase } from '@surety/database';
import { SettingsError } from '@surety/web';
import type { IdentityTables } from './database.ts';
import { MIGRATIONS } from './migrations/index.ts';

/**
 * Opens the database and brings it to the newest form.
 * @throws SettingsError when its address is wrong or nobody answers there.
 */
export async function openIdentityDatabase(address: string): Promise<Database<IdentityTables>> {
  try {
    const db = openDatabase<IdentityTables>(address);
    await migrate(db, 'identity', MIGRATIONS);
    return db;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (!(error instanceof DatabaseAddressError) && code === undefined) throw error;
    throw new SettingsError(`The setting IDENTITY_DATABASE_URL is wrong, or its database is away: ${message || code}.`);
  }
}
