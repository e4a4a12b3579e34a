import { channel } from 'node:diagnostics_channel';
import type { LogEvent } from 'kysely';

/** One statement that ran, without its values: `system` and `summary` are OpenTelemetry's `db.system.name` and `db.query.summary`. */
export type StatementEvent = {
  system: 'postgresql' | 'sqlite';
  summary: string;
  milliseconds: number;
  isError: boolean;
};

const statements = channel('surety:database:statement');
const TABLE = /\b(?:from|into|update)\s+"?(\w+)/i;

/**
 * Tells every statement on Node's diagnostics channel `surety:database:statement`, in the asynchronous context of who ran it.
 * While nobody listens it costs nothing.
 */
export function tellStatements(system: StatementEvent['system']): (event: LogEvent) => void {
  return ({ level, query, queryDurationMillis: milliseconds }) => {
    if (!statements.hasSubscribers) return;
    const told: StatementEvent = { system, summary: summaryOf(query.sql), milliseconds, isError: level === 'error' };
    statements.publish(told);
  };
}

function summaryOf(text: string): string {
  const operation = (/^\W*(\w+)/.exec(text)?.[1] ?? '').toUpperCase();
  const table = TABLE.exec(text)?.[1];
  return table === undefined ? operation : `${operation} ${table}`;
}
