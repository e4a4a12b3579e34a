export { compiledQuery } from './compiled-query.ts';
export { type Migrations, migrate, undoMigrations } from './migrate.ts';
export { type Database, DatabaseAddressError, openDatabase } from './open.ts';
export {
  inTransaction,
  inTransientTransaction,
  isDatabaseAway,
  isUniqueViolation,
  type Transaction,
} from './transaction.ts';
