import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import { createTurnstile, type Turnstile } from './turnstile.ts';

/**
 * Kysely over `node:sqlite`: one connection, durable commits (WAL, `synchronous=FULL`), prepared statements kept, and up to 16 MB
 * of pages, with which looking somebody up among a million costs what it costs among a thousand.
 */
export function sqliteDialect(file: string): Dialect {
  return {
    createDriver: () => createDriver(file),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createAdapter: () => new SqliteAdapter(),
    createIntrospector: (db) => new SqliteIntrospector(db),
  };
}

function createDriver(file: string): Driver {
  let database: DatabaseSync;
  let connection: SqliteConnection;
  const turnstile: Turnstile = createTurnstile();
  return {
    async init() {
      database = openFile(file);
      connection = new SqliteConnection(database);
    },
    async acquireConnection() {
      await turnstile.enter();
      return connection;
    },
    async releaseConnection() {
      turnstile.leave();
    },
    // IMMEDIATE takes the write lock at once, so that a transaction never fails half-way because another wrote first.
    beginTransaction: async () => database.exec('begin immediate'),
    commitTransaction: async () => database.exec('commit'),
    rollbackTransaction: async () => database.exec('rollback'),
    destroy: async () => database?.close(),
  };
}

function openFile(file: string): DatabaseSync {
  const database = new DatabaseSync(file);
  database.exec(`
    pragma busy_timeout = 20;
    pragma journal_mode = wal;
    pragma synchronous = full;
    pragma foreign_keys = on;
    pragma cache_size = -16000;
  `);
  return database;
}

const MOST_STATEMENTS = 500;

type Prepared = { statement: StatementSync; returnsRows: boolean };

class SqliteConnection implements DatabaseConnection {
  readonly #database: DatabaseSync;
  readonly #prepared = new Map<string, Prepared>();

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    // A pragma acts while it is compiled: a statement that is kept would do nothing the second time.
    if (query.sql.startsWith('pragma ')) {
      this.#database.exec(query.sql);
      return { rows: [] };
    }
    const { statement, returnsRows } = this.#prepare(query.sql);
    const parameters = query.parameters.map(toSqlite);
    if (returnsRows) return { rows: statement.all(...parameters) as Row[] };
    const { changes } = statement.run(...parameters);
    return { rows: [], numAffectedRows: BigInt(changes) };
  }

  // node:sqlite reads whole results; large reads page by key instead.
  streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error('streaming is not supported on SQLite');
  }

  #prepare(sql: string): Prepared {
    const known = this.#prepared.get(sql);
    if (known) return known;
    const statement = this.#database.prepare(sql);
    const prepared = { statement, returnsRows: statement.columns().length > 0 };
    if (this.#prepared.size >= MOST_STATEMENTS) this.#prepared.clear();
    this.#prepared.set(sql, prepared);
    return prepared;
  }
}

function toSqlite(value: unknown): SQLInputValue {
  if (typeof value === 'boolean') return value ? 1 : 0;
  return value as SQLInputValue;
}
