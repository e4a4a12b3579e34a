import { type Database, migrate, openDatabase } from '@surety/database';
import { namingSetting } from '@surety/web';
import type { IdentityTables } from './database.ts';
import { MIGRATIONS } from './migrations/index.ts';

/**
 * Opens the database and brings it to the newest form.
 * @throws SettingsError when its address is wrong or nobody answers there.
 */
export function openIdentityDatabase(address: string): Promise<Database<IdentityTables>> {
  return namingSetting('IDENTITY_DATABASE_URL', async () => {
    const db = openDatabase<IdentityTables>(address);
    await migrate(db, 'identity', MIGRATIONS);
    return db;
  });
}
