import type { Logger } from '../request-log.ts';
import type { Tracing } from './tracing.ts';

/** Traces go to this collector; without one nothing is loaded and nothing noted. */
export async function openTracing(
  app: string,
  endpoint: string | undefined,
  logger: Logger,
): Promise<Tracing | undefined> {
  if (endpoint === undefined) return undefined;
  const { createTracing } = await import('./tracing.ts');
  return createTracing({ app, endpoint, logger });
}
