import { hash, randomBytes } from 'node:crypto';

/** Where in which trace something happens (W3C Trace Context, level 1). */
export type TraceContext = { traceId: string; spanId: string };

const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}$/;
const NOTHING = /^0+$/;

/** Reads a `traceparent` header; `undefined` for what is none. */
export function parseTraceparent(header: unknown): TraceContext | undefined {
  const [, traceId, spanId] = TRACEPARENT.exec(typeof header === 'string' ? header : '') ?? [];
  if (traceId === undefined || spanId === undefined || NOTHING.test(traceId) || NOTHING.test(spanId)) return undefined;
  return { traceId, spanId };
}

/** Writes it, as one that is recorded. */
export function traceparent({ traceId, spanId }: TraceContext): string {
  return `00-${traceId}-${spanId}-01`;
}

/**
 * The trace of a journey through several apps by way of a browser, which carries no `traceparent`: both ends know one secret
 * word of the journey (its `state`), and its hash names the trace. Nothing of the word can be read from it.
 */
export function traceOf(word: string): TraceContext {
  const digest = hash('sha256', `trace:${word}`, 'hex');
  return { traceId: digest.slice(0, 32), spanId: digest.slice(32, 48) };
}

/** A new span of a trace, or of a trace of its own. */
export function newContext(parent?: TraceContext): TraceContext {
  return { traceId: parent?.traceId ?? randomBytes(16).toString('hex'), spanId: randomBytes(8).toString('hex') };
}
