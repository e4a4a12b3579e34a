import type { FastifyInstance } from 'fastify';
import { FIRST_PAGE, parseReturnPath } from '../return-path.ts';
import { ROUTES } from '../routes.ts';
import type { PortalServices } from '../services.ts';
import { authorize } from './authorize.ts';
import { goTheWay } from './go-the-way.ts';

/**
 * `GET /sign-in`: off to the provider's sign-in, and afterwards back to `return_to`; `GET /sign-in/password-reset`: off to
 * where the provider lets people set a new password, for those who know already that they need one.
 */
export function registerSignInStart(app: FastifyInstance, services: PortalServices): void {
  app.get(ROUTES.signIn, (request, reply) => {
    const returnPath = parseReturnPath((request.query as Record<string, unknown>).return_to);
    return authorize(services, { request, reply }, { target: services.relyingParty.signInTarget, returnPath });
  });

  app.get(ROUTES.passwordReset, (request, reply) => {
    const way = services.relyingParty.wayTo('password-reset');
    return goTheWay(services, { request, reply }, way, { returnPath: FIRST_PAGE });
  });
}
