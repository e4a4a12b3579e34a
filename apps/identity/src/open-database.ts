import { type Database, migrate, openDatabase, type Pace } from '@surety/database';
import { namingSetting } from '@surety/web';
import type { IdentityTables } from './database.ts';
import { MIGRATIONS } from './migrations/index.ts';

/**
 * Opens the database and brings it to the newest form.
 * @param poolSize connections kept to PostgreSQL
 * @param pace `unhurried` for a command that reads very much
 * @throws SettingsError when its address is wrong or nobody answers there.
 */
export function openIdentityDatabase(
  address: string,
  poolSize?: number,
  pace?: Pace,
): Promise<Database<IdentityTables>> {
  return namingSetting('IDENTITY_DATABASE_URL', async () => {
    const db = openDatabase<IdentityTables>(address, poolSize, pace);
    await migrate(db, 'identity', MIGRATIONS);
    return db;
  });
}
