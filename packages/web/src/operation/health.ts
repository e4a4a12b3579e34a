import type { FastifyInstance } from 'fastify';

/** What an app cannot do without, by name, and the smallest question to each. */
export type DependencyChecks = Record<string, () => Promise<unknown>>;

export type HealthOptions = { live: string; ready: string; checks: DependencyChecks };

const PATIENCE_MS = 2_000;

/**
 * Health for those who run an app. Live: the process answers; if not, restart it. Ready: send it requests; if not, the answer says
 * whether it is stopping or which dependency is away, and nothing about that but its name.
 */
export function registerHealth(app: FastifyInstance, { live, ready, checks }: HealthOptions): void {
  app.get(live, () => ({ status: 'live' }));
  app.get(ready, async (request, reply) => {
    reply.header('cache-control', 'no-store');
    if (app.drain.isDraining) return reply.code(503).send({ status: 'stopping' });
    const entries = Object.entries(checks).map(async ([name, check]) => {
      const reason = await troubleOf(check);
      if (reason !== undefined) request.log.error({ event: 'dependency-away', dependency: name, reason });
      return [name, reason === undefined ? 'up' : 'away'] as const;
    });
    const dependencies = Object.fromEntries(await Promise.all(entries));
    const isReady = Object.values(dependencies).every((state) => state === 'up');
    return reply.code(isReady ? 200 : 503).send({ status: isReady ? 'ready' : 'not ready', dependencies });
  });
}

async function troubleOf(check: () => Promise<unknown>): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<string>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS, `no answer within ${PATIENCE_MS} ms`);
  });
  try {
    return await Promise.race([check().then(() => undefined), tooLate]);
  } catch (error) {
    return (error as Error).message || (error as Error).name;
  } finally {
    clearTimeout(timer);
  }
}
