import type { CounterDefinitions, Metrics } from './metrics.ts';
import { NO_METRICS } from './metrics.ts';
import type { MetricsConfig } from './operation-settings.ts';

/**
 * The figures of one app, shown where its settings say; without a port nothing is loaded and nothing counted.
 * @throws SettingsError when the port cannot be used
 */
export async function openMetrics<Definitions extends CounterDefinitions>(
  app: string,
  { host, port }: MetricsConfig,
  counters: Definitions,
): Promise<Metrics<keyof Definitions & string>> {
  if (port === undefined) return NO_METRICS;
  const { startPrometheus } = await import('./prometheus.ts');
  return startPrometheus({ app, host, port, counters, setting: `${app.toUpperCase()}_METRICS_PORT` });
}
