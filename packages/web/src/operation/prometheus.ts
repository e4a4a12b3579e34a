import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { SettingsError } from '../settings.ts';
import type { CounterDefinitions, GaugeDefinition, Metrics } from './metrics.ts';

export type PrometheusOptions<Definitions extends CounterDefinitions> = {
  app: string;
  host: string;
  port: number;
  counters: Definitions;
  /** Name of the setting that chose the port. */
  setting: string;
};

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/**
 * Shows the figures of one app at `/metrics` of a port of its own, in Prometheus' text form. No one else's port: what stands
 * there is for those who run the app.
 * @throws SettingsError when the port cannot be used
 */
export async function startPrometheus<Definitions extends CounterDefinitions>(
  options: PrometheusOptions<Definitions>,
): Promise<Metrics<keyof Definitions & string>> {
  const registry = new Registry();
  registry.setDefaultLabels({ app: options.app });
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Answered requests by route pattern: how many, with what status, how long they took.',
    labelNames: ['method', 'route', 'status'],
    buckets: SECONDS,
    registers: [registry],
  });
  const counters = createCounters(options.counters, registry);
  const server = await listen(options, registry);
  return {
    port: (server.address() as { port: number }).port,
    count: (name, labels = {}) => counters.get(name)?.inc(labels),
    observe: ({ method, route, status, seconds }) =>
      requests.observe({ method, route, status: String(status) }, seconds),
    gauge: (definition) => addGauge(definition, registry),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function createCounters(definitions: CounterDefinitions, registry: Registry): Map<string, Counter> {
  return new Map(
    Object.entries(definitions).map(([key, { name, help, labels }]) => [
      key,
      new Counter({ name, help, labelNames: [...labels], registers: [registry] }),
    ]),
  );
}

function addGauge({ name, help, label, read }: GaugeDefinition, registry: Registry): void {
  const gauge = new Gauge({
    name,
    help,
    labelNames: label === undefined ? [] : [label],
    registers: [registry],
    async collect() {
      // What cannot be read (the database is away) is left out; the other figures are there all the same.
      const value = await read().catch(() => undefined);
      gauge.reset();
      if (typeof value === 'number') gauge.set(value);
      else for (const [each, number] of value ?? []) gauge.set(label === undefined ? {} : { [label]: each }, number);
    },
  });
}

async function listen(
  { host, port, setting }: Pick<PrometheusOptions<CounterDefinitions>, 'host' | 'port' | 'setting'>,
  registry: Registry,
): Promise<Server> {
  const server = createServer(async (request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') return void response.writeHead(404).end();
    response.writeHead(200, { 'content-type': registry.contentType }).end(await registry.metrics());
  });
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (error) {
    throw new SettingsError(
      `The figures cannot be shown at ${host}:${port} (${(error as Error).message}). Check the setting ${setting}.`,
    );
  }
  server.unref();
  return server;
}
