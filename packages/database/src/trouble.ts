const SQLITE_BUSY = 5;
const SQLITE_CONSTRAINT_UNIQUE = 2067;
const SQLITE_CONSTRAINT_PRIMARYKEY = 1555;

/** PostgreSQL's serialization failure and deadlock: the transaction did nothing and may be run again. */
const REPEATABLE = new Set(['40001', '40P01']);
/** PostgreSQL's classes 08 (connection), 53 (resources) and 57P (operator intervention: a shutdown, a failover). */
const AWAY = /^(08|53|57P)/;
const NETWORK = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH']);
/** What `pg` says of a connection that broke or did not come about; these errors carry no code. */
const LOST =
  /^(Connection terminated|Query read timeout|timeout exceeded when trying to connect|Client has encountered a connection error)/;

type Trouble = { code?: string; errcode?: number; message?: string };

/** Whether a transaction may be run again at once, because another got in its way. */
export function isRepeatable(error: unknown): boolean {
  return REPEATABLE.has((error as Trouble).code ?? '');
}

/** Whether the connection was lost: what had not been committed did not happen. */
export function isConnectionLost(error: unknown): boolean {
  const { code = '', message = '' } = error as Trouble;
  return AWAY.test(code) || NETWORK.has(code) || LOST.test(message);
}

/** Whether another process writes to the SQLite file just now. */
export function isLockedByOther(error: unknown): boolean {
  const { errcode } = error as Trouble;
  return errcode !== undefined && (errcode & 0xff) === SQLITE_BUSY;
}

/** Whether an error says that a row with this key is already there. */
export function isUniqueViolation(error: unknown): boolean {
  const { code, errcode } = error as Trouble;
  return code === '23505' || errcode === SQLITE_CONSTRAINT_UNIQUE || errcode === SQLITE_CONSTRAINT_PRIMARYKEY;
}

/** Whether an error says that the database cannot answer now: locked for too long, out of connections, or not there. */
export function isDatabaseAway(error: unknown): boolean {
  return isConnectionLost(error) || isLockedByOther(error);
}
