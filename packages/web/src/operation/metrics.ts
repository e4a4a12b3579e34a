import type { FastifyInstance } from 'fastify';

export type Labels = Record<string, string>;

/** What can be counted: its Prometheus name, what it means, and the labels that split it. Never anything of a person. */
export type CounterDefinitions = Record<string, { name: string; help: string; labels: readonly string[] }>;

/** A value that is read when somebody looks: one number, or one for each value of a label. */
export type GaugeDefinition = {
  name: string;
  help: string;
  label?: string;
  read(): Promise<number | ReadonlyMap<string, number>>;
};

/** One answered request. The route is the pattern: what stands in an address may be somebody's. */
export type AnsweredRequest = { method: string; route: string; status: number; seconds: number };

/** Figures for those who run an app. `Counter` names what may be counted. */
export type Metrics<Counter extends string = string> = {
  /** Where they are shown; absent where nobody looks. */
  port?: number;
  count(counter: Counter, labels?: Labels): void;
  observe(request: AnsweredRequest): void;
  gauge(definition: GaugeDefinition): void;
  close(): Promise<void>;
};

/** Where nobody looks nothing is counted. */
export const NO_METRICS: Metrics = {
  count: () => undefined,
  observe: () => undefined,
  gauge: () => undefined,
  close: async () => undefined,
};

/** Rate, errors and duration of every route. */
export function measureRequests(app: FastifyInstance, metrics: Metrics): void {
  if (metrics === NO_METRICS) return;
  app.addHook('onResponse', (request, reply, done) => {
    metrics.observe({
      method: request.method,
      route: request.routeOptions.url ?? '(none)',
      status: reply.statusCode,
      seconds: reply.elapsedTime / 1000,
    });
    done();
  });
}
