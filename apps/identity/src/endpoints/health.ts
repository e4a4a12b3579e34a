import type { FastifyInstance } from 'fastify';
import { HEALTH } from '../routes.ts';
import type { ProtocolServices } from '../services.ts';

/** Tells a supervisor whether to restart this process (live) and whether to send it requests (ready). */
export function registerHealth(
  app: FastifyInstance,
  { journeys, clock }: Pick<ProtocolServices, 'journeys' | 'clock'>,
): void {
  app.get(HEALTH.live, () => ({ status: 'live' }));
  app.get(HEALTH.ready, async (request, reply) => {
    try {
      // Reads one index entry: cheap, and true only while the database answers.
      await journeys.find('', '', clock());
      return { status: 'ready' };
    } catch (error) {
      request.log.warn({ event: 'not-ready', err: error });
      return reply.code(503).send({ status: 'not ready' });
    }
  });
}
