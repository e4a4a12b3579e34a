import type { Logger } from '../request-log.ts';
import type { TraceContext } from './trace-context.ts';

/** Something that took time. Times are milliseconds of the epoch. */
export type Span = TraceContext & {
  parentSpanId?: string | undefined;
  name: string;
  kind: 'server' | 'client';
  start: number;
  end: number;
  attributes: Record<string, string | number>;
  isError: boolean;
};

const KINDS = { server: 2, client: 3 };
const EVERY_MS = 2_000;
const MOST_WAITING = 8_000;
const PATIENCE_MS = 5_000;

/** Sends spans to a collector in OTLP's JSON form (OpenTelemetry Protocol, over HTTP); what it does not take is dropped. */
export function createSpanExporter({ app, endpoint, logger }: { app: string; endpoint: string; logger: Logger }) {
  const url = `${endpoint.replace(/\/$/, '')}/v1/traces`;
  const waiting: Span[] = [];
  async function send(): Promise<void> {
    const spans = waiting.splice(0);
    if (spans.length === 0) return;
    try {
      const signal = AbortSignal.timeout(PATIENCE_MS);
      const headers = { 'content-type': 'application/json' };
      const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(payload(app, spans)), signal });
      if (!response.ok) throw new Error(`the collector answered ${response.status}`);
    } catch (error) {
      logger.warn({ event: 'spans-dropped', count: spans.length, reason: (error as Error).message });
    }
  }
  const timer = setInterval(() => void send(), EVERY_MS).unref();
  return {
    add(span: Span): void {
      if (waiting.length < MOST_WAITING) waiting.push(span);
    },
    async close(): Promise<void> {
      clearInterval(timer);
      await send();
    },
  };
}

function payload(app: string, spans: readonly Span[]): object {
  const resource = { attributes: attributesOf({ 'service.name': `surety-${app}` }) };
  return { resourceSpans: [{ resource, scopeSpans: [{ scope: { name: 'surety' }, spans: spans.map(spanOf) }] }] };
}

function spanOf({ traceId, spanId, parentSpanId, name, kind, start, end, attributes, isError }: Span): object {
  return {
    traceId,
    spanId,
    ...(parentSpanId === undefined ? {} : { parentSpanId }),
    name,
    kind: KINDS[kind],
    startTimeUnixNano: nanoseconds(start),
    endTimeUnixNano: nanoseconds(end),
    attributes: attributesOf(attributes),
    status: { code: isError ? 2 : 0 },
  };
}

function attributesOf(attributes: Record<string, string | number>): object[] {
  return Object.entries(attributes).map(([key, value]) => ({
    key,
    value: typeof value === 'number' ? { intValue: String(value) } : { stringValue: value },
  }));
}

function nanoseconds(milliseconds: number): string {
  return String(BigInt(Math.round(milliseconds * 1000)) * 1000n);
}
