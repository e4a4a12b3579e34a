import { type Database, type Migrations, migrate, openDatabase, type Pace, type Transaction } from '@surety/database';
import * as insurance from './migrations/001-insurance.ts';
import * as reversals from './migrations/002-reversals.ts';
import * as requestCounts from './migrations/003-request-counts.ts';
import * as reviews from './migrations/004-reviews.ts';
import * as spentProofs from './migrations/005-spent-proofs.ts';
import * as linkedSubjects from './migrations/006-linked-subjects.ts';
import * as contactData from './migrations/007-contact-data.ts';
import * as kindsOfPolicies from './migrations/008-kinds-of-policies.ts';
import * as bookRows from './migrations/009-book-rows.ts';
import * as consentReminders from './migrations/010-consent-reminders.ts';
import * as spentProofsByAge from './migrations/011-spent-proofs-by-age.ts';
import type { ApiTables } from './tables.ts';

/** The api's database. */
export type ApiDatabase = Database<ApiTables>;

/** A transaction on the api's database. */
export type ApiTransaction = Transaction<ApiTables>;

/** The migrations of the api, in the order of application. */
export const apiMigrations: Migrations = {
  '001-insurance': insurance,
  '002-reversals': reversals,
  '003-request-counts': requestCounts,
  '004-reviews': reviews,
  '005-spent-proofs': spentProofs,
  '006-linked-subjects': linkedSubjects,
  '007-contact-data': contactData,
  '008-kinds-of-policies': kindsOfPolicies,
  '009-book-rows': bookRows,
  '010-consent-reminders': consentReminders,
  '011-spent-proofs-by-age': spentProofsByAge,
};

/**
 * Opens the api's database and brings it to the newest form.
 * @param poolSize connections kept to PostgreSQL
 * @param pace `unhurried` for a command that reads or writes very much
 * @throws DatabaseAddressError
 */
export async function openApiDatabase(address: string, poolSize?: number, pace?: Pace): Promise<ApiDatabase> {
  const db = openDatabase<ApiTables>(address, poolSize, pace);
  await migrate(db, 'api', apiMigrations);
  return db;
}
