export { compiledQuery } from './compiled-query.ts';
export { CHAIN_ORIGIN, contentOf, hashOfLink, isJson, type RecordedLink } from './hash-chain.ts';
export { holdSqliteFile } from './hold-sqlite.ts';
export { inTurn } from './in-turn.ts';
export { type Migrations, migrate, undoMigrations } from './migrate.ts';
export { type MoveEvent, moveTables, TargetNotEmpty, tablesToMove } from './move/move-tables.ts';
export { type TableShape, tableShapes } from './move/table-shape.ts';
export { type Database, DatabaseAddressError, isPostgres, openDatabase } from './open.ts';
export { createRequestCounts, type RequestCounts, requestCountMigration } from './request-counts.ts';
export { copySqliteFile, troubleInSqliteFile } from './sqlite-copy.ts';
export type { Pace } from './time-limits.ts';
export { inTransaction, inTransientTransaction, type Transaction } from './transaction.ts';
export { isDatabaseAway, isUniqueViolation } from './trouble.ts';
export {
  type BrokenLink,
  brokenLinkInWords,
  type ChainHead,
  type ChainReader,
  type ChainsVerdict,
  verifyChains,
  type Witness,
} from './verify-chains.ts';
