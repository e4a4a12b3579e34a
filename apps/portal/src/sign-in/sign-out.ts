import { ProviderUnavailable } from '@surety/oauth';
import type { FastifyInstance } from 'fastify';
import { ROUTES, withNotice } from '../routes.ts';
import type { PortalServices } from '../services.ts';
import { guardForm } from '../session/guard-form.ts';

/** `POST /sign-out`: ends the session here first, then the provider's (RP-Initiated Logout 1.0). */
export function registerSignOut(app: FastifyInstance, services: PortalServices): void {
  app.post(ROUTES.signOut, async (request, reply) => {
    guardForm(services, request);
    await services.sessions.end(request, reply);
    const url = await services.relyingParty.signOutUrl().catch(whenAway);
    return reply.header('cache-control', 'no-store').redirect(url ?? withNotice(ROUTES.home, 'signed-out-here'), 303);
  });
}

function whenAway(error: unknown): undefined {
  if (error instanceof ProviderUnavailable) return undefined;
  throw error;
}
