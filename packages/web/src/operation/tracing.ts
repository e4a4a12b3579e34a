import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Logger } from '../request-log.ts';
import { createSpanExporter, type Span } from './span-exporter.ts';
import { newContext, parseTraceparent, type TraceContext, traceOf, traceparent } from './trace-context.ts';
import { traceStatements } from './trace-statements.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Makes this request part of the trace of a journey, by a word that both its ends know. Does nothing without tracing. */
    joinTrace(word: string): void;
  }
}

/** Traces of one app: a span for each request it answers, and for each request and statement that it makes while answering. */
export type Tracing = { instrument(app: FastifyInstance): void; close(): Promise<void> };

type Active = TraceContext & { parentSpanId: string | undefined; start: number };

/** What Node's `fetch` tells of a request of its own. */
type Outgoing = { method: string; origin: string; addHeader(name: string, value: string): void };

const now = (): number => performance.timeOrigin + performance.now();

export function createTracing(options: { app: string; endpoint: string; logger: Logger }): Tracing {
  const exporter = createSpanExporter(options);
  const storage = new AsyncLocalStorage<{ active: Active }>();
  const current = (): Active | undefined => storage.getStore()?.active;
  const stopListening = [traceOutgoing(current, exporter.add), traceStatements(current, exporter.add, now)];
  return {
    instrument(app) {
      const activeOf = new WeakMap<FastifyRequest, { active: Active }>();
      app.addHook('onRequest', (request, _reply, done) => {
        const holder = { active: begin(parseTraceparent(request.headers.traceparent), now()) };
        activeOf.set(request, holder);
        request.joinTrace = (word) => {
          holder.active = begin(traceOf(word), holder.active.start);
        };
        storage.run(holder, done);
      });
      app.addHook('onResponse', (request, reply, done) => {
        const holder = activeOf.get(request);
        if (holder) exporter.add(serverSpan(holder.active, request, reply.statusCode));
        done();
      });
    },
    async close() {
      for (const stop of stopListening) stop();
      await exporter.close();
    },
  };
}

function begin(parent: TraceContext | undefined, start: number): Active {
  return { ...newContext(parent), parentSpanId: parent?.spanId, start };
}

// The route's pattern and nothing else of the address, which may carry codes.
function serverSpan(active: Active, request: FastifyRequest, status: number): Span {
  const route = request.routeOptions.url ?? '(none)';
  const attributes = {
    'http.request.method': request.method,
    'http.route': route,
    'http.response.status_code': status,
  };
  return {
    ...active,
    name: `${request.method} ${route}`,
    kind: 'server',
    end: now(),
    attributes,
    isError: status >= 500,
  };
}

/** Gives each request that is made while one is answered its `traceparent`, and a span. */
function traceOutgoing(current: () => Active | undefined, add: (span: Span) => void): () => void {
  const spans = new WeakMap<object, Omit<Span, 'end' | 'isError'>>();
  const onCreate = (message: unknown): void => {
    const { request } = message as { request: Outgoing };
    const parent = current();
    if (!parent) return;
    const context = newContext(parent);
    request.addHeader('traceparent', traceparent(context));
    const attributes = { 'http.request.method': request.method, 'server.address': String(request.origin) };
    const name = `${request.method} ${new URL(request.origin).host}`;
    spans.set(request, { ...context, parentSpanId: parent.spanId, name, kind: 'client', start: now(), attributes });
  };
  const finish = (request: Outgoing, status: number): void => {
    const span = spans.get(request);
    if (!span) return;
    spans.delete(request);
    const attributes = status === 0 ? span.attributes : { ...span.attributes, 'http.response.status_code': status };
    add({ ...span, attributes, end: now(), isError: status === 0 || status >= 500 });
  };
  const onHeaders = (message: unknown): void => {
    const { request, response } = message as { request: Outgoing; response: { statusCode: number } };
    finish(request, response.statusCode);
  };
  const onError = (message: unknown): void => finish((message as { request: Outgoing }).request, 0);
  const channels = [
    ['undici:request:create', onCreate],
    ['undici:request:headers', onHeaders],
    ['undici:request:error', onError],
  ] as const;
  for (const [name, listener] of channels) subscribe(name, listener);
  return () => {
    for (const [name, listener] of channels) unsubscribe(name, listener);
  };
}
