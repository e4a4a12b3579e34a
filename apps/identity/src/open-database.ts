import { type Database, migrate, openDatabase } from '@surety/database';
import { namingSetting } from '@surety/web';
import type { IdentityTables } from './database.ts';
import { MIGRATIONS } from './migrations/index.ts';

/**
 * Opens the database and brings it to the newest form.
 * @param poolSize connections kept to PostgreSQL
 * @throws SettingsError when its address is wrong or nobody answers there.
 */
export function openIdentityDatabase(address: string, poolSize?: number): Promise<Database<IdentityTables>> {
  return namingSetting('IDENTITY_DATABASE_URL', async () => {
    const db = openDatabase<IdentityTables>(address, poolSize);
    await migrate(db, 'identity', MIGRATIONS);
    return db;
  });
}
