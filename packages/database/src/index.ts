export { compiledQuery } from './compiled-query.ts';
export { inTurn } from './in-turn.ts';
export { type Migrations, migrate, undoMigrations } from './migrate.ts';
export { type Database, DatabaseAddressError, openDatabase } from './open.ts';
export { createRequestCounts, type RequestCounts, requestCountMigration } from './request-counts.ts';
export { inTransaction, inTransientTransaction, type Transaction } from './transaction.ts';
export { isDatabaseAway, isUniqueViolation } from './trouble.ts';
