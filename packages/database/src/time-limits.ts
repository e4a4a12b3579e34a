import type { ClientBase } from 'pg';
import { isConnectionSpoilt } from './trouble.ts';

/** `unhurried` is for work that takes as long as it takes: migrations, moves, proofs, exports. */
export type Pace = 'prompt' | 'unhurried';

/** How long PostgreSQL is waited for, in milliseconds; 0 is for ever. */
export type TimeLimits = {
  /** A statement without an answer for so long is given up: a cut network tells nobody that it is cut. */
  answerMs: number;
  /** The server itself ends a statement after so long. */
  statementMs: number;
  /** Whoever was cut off within a transaction holds its locks; the server is not to wait for them for hours. */
  idleInTransactionMs: number;
};

const LONGEST_SILENCE_MS = 15_000;
const LONGEST_IDLE_MS = 30_000;
const NO_LIMITS: TimeLimits = { answerMs: 0, statementMs: 0, idleInTransactionMs: 0 };
const ANSWER_IN_ADDRESS = /([?&])query_timeout=(\d+)(?:&|$)/;

/**
 * The time limits of an address, which may say otherwise by `?query_timeout=`, and the address without that. The server gives
 * up a little earlier than we do: were it later, it would go on with what nobody waits for, a lock held or a connection taken.
 */
export function timeLimits(address: string, pace: Pace): { limits: TimeLimits; address: string } {
  const found = ANSWER_IN_ADDRESS.exec(address);
  return {
    limits: pace === 'unhurried' ? NO_LIMITS : limitsFor(found ? Number(found[2]) : LONGEST_SILENCE_MS),
    // pg would take a 0 there for no time at all.
    address: address.replace(ANSWER_IN_ADDRESS, (all, before) => (all.endsWith('&') ? before : '')),
  };
}

function limitsFor(answerMs: number): TimeLimits {
  return { answerMs, statementMs: Math.floor((answerMs * 14) / 15), idleInTransactionMs: LONGEST_IDLE_MS };
}

/** Statements that set the limits on the server, for the session or (`local`) for the transaction. */
export function settingLimits({ statementMs, idleInTransactionMs }: TimeLimits, reach: 'session' | 'local'): string {
  return `set ${reach} statement_timeout = ${statementMs}; set ${reach} idle_in_transaction_session_timeout = ${idleInTransactionMs}`;
}

/**
 * Has the server look whether we are still there: every few seconds while it works or waits for a lock (PostgreSQL knows that
 * from 14 on, and not on every system), and whether our machine is. Where nothing is given up, locks would stay for hours.
 */
const NOTICE_THE_GONE = [
  "select set_config(name, '5s', false) from pg_settings where name = 'client_connection_check_interval'",
  `select set_config(name, value, false) from pg_settings join (values
    ('tcp_keepalives_idle', '30'), ('tcp_keepalives_interval', '10'), ('tcp_keepalives_count', '3')
  ) as wanted (name, value) using (name)`,
];

/**
 * Sets the limits on a new connection. What a server refuses or does not know is done without.
 * @throws the error of a connection that is lost already
 */
export async function limitSession(client: ClientBase, limits: TimeLimits): Promise<void> {
  for (const statement of [settingLimits(limits, 'session'), ...NOTICE_THE_GONE]) {
    await client.query(statement).catch((error: unknown) => {
      if (isConnectionSpoilt(error)) throw error;
    });
  }
}
