import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Span } from './span-exporter.ts';
import { newContext, type TraceContext } from './trace-context.ts';

/** What our database package tells on this channel of each statement that ended. */
const CHANNEL = 'surety:database:statement';
type Statement = { system: string; summary: string; milliseconds: number; isError: boolean };

/**
 * Gives each statement that runs while a request is answered a span, named by what it does and to which table. Its text stays
 * here. Answers what stops it.
 */
export function traceStatements(
  current: () => TraceContext | undefined,
  add: (span: Span) => void,
  now: () => number,
): () => void {
  const onStatement = (message: unknown): void => {
    const parent = current();
    if (!parent) return;
    const { system, summary, milliseconds, isError } = message as Statement;
    const end = now();
    add({
      ...newContext(parent),
      parentSpanId: parent.spanId,
      name: summary,
      kind: 'client',
      start: end - milliseconds,
      end,
      attributes: { 'db.system.name': system, 'db.query.summary': summary },
      isError,
    });
  };
  subscribe(CHANNEL, onStatement);
  return () => unsubscribe(CHANNEL, onStatement);
}
