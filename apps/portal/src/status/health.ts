import type { FastifyInstance } from 'fastify';
import { ROUTES } from '../routes.ts';
import type { PortalServices } from '../services.ts';

/** Health for those who run the portal: live when it answers, ready when its database answers too. */
export function registerHealth(
  app: FastifyInstance,
  { sessionRepository }: Pick<PortalServices, 'sessionRepository'>,
): void {
  app.get(ROUTES.healthLive, () => ({ status: 'ok' }));
  app.get(ROUTES.healthReady, async (request, reply) => {
    try {
      await sessionRepository.find('');
      return { status: 'ok' };
    } catch (error) {
      request.log.error({ event: 'database-away', reason: (error as Error).message });
      return reply.code(503).send({ status: 'away' });
    }
  });
}
