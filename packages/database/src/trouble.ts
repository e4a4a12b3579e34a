const SQLITE_BUSY = 5;
const SQLITE_CONSTRAINT_UNIQUE = 2067;
const SQLITE_CONSTRAINT_PRIMARYKEY = 1555;

/** PostgreSQL's serialization failure and deadlock: the transaction did nothing and may be run again. */
const REPEATABLE = new Set(['40001', '40P01']);
/** PostgreSQL's classes 08 (connection), 53 (resources) and 57P (operator intervention: a shutdown, a failover). */
const AWAY = /^(08|53|57P)/;
/** PostgreSQL on writing to a server that only reads: after a failover a connection may lead to what is a replica now. */
const READ_ONLY = '25006';
const NETWORK = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);
/** What `pg` and Kysely say of a connection that broke or did not come about; these errors carry no code. */
const LOST =
  /^(Postgres connection has been discarded|Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/;
/** PostgreSQL on a statement that it ended, because of the time limit or because somebody asked it to, and on a lock that it did not get. */
const ENDED = new Set(['57014', '55P03']);
/** What `pg` says when it waits for an answer no longer. The server may still be at it. */
const UNANSWERED = 'Query read timeout';

type Trouble = { code?: string; errcode?: number; message?: string };

/** Whether a transaction may be run again at once, because another got in its way. */
export function isRepeatable(error: unknown): boolean {
  return REPEATABLE.has((error as Trouble).code ?? '');
}

/** Whether the connection was lost, or leads to a server that only reads: what had not been committed did not happen. */
export function isConnectionLost(error: unknown): boolean {
  const { code = '', message = '' } = error as Trouble;
  return AWAY.test(code) || code === READ_ONLY || NETWORK.has(code) || LOST.test(message);
}

/**
 * Whether a statement took longer than anybody waits. It is not run again: what held it up would hold up the next one as well,
 * and whoever asked has waited long enough.
 */
function isOutOfTime(error: unknown): boolean {
  return ENDED.has((error as Trouble).code ?? '') || isUnanswered(error);
}

function isUnanswered(error: unknown): boolean {
  return (error as Trouble).message === UNANSWERED;
}

/** Whether nothing may be asked of a connection any more: it was lost, or the answer to something else may still come on it. */
export function isConnectionSpoilt(error: unknown): boolean {
  return isConnectionLost(error) || isUnanswered(error);
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

/** Whether an error says that the database cannot answer now: locked or busy for too long, out of connections, or not there. */
export function isDatabaseAway(error: unknown): boolean {
  return isConnectionLost(error) || isOutOfTime(error) || isLockedByOther(error);
}
