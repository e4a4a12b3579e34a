import type { FastifyInstance } from 'fastify';
import { FIRST_PAGE, parseReturnPath } from '../return-path.ts';
import { ROUTES } from '../routes.ts';
import type { PortalServices } from '../services.ts';
import { authorize } from './authorize.ts';

/**
 * `GET /sign-in`: off to the sign-in user flow, and afterwards back to `return_to`; `GET /sign-in/password-reset`: off to
 * the user flow that sets a new password, for those who know already that they need one.
 */
export function registerSignInStart(app: FastifyInstance, services: PortalServices): void {
  app.get(ROUTES.signIn, (request, reply) => {
    const returnPath = parseReturnPath((request.query as Record<string, unknown>).return_to);
    const target = services.relyingParty.targetFor('sign-in');
    return authorize(services, { request, reply }, { target, returnPath });
  });

  app.get(ROUTES.passwordReset, (request, reply) => {
    const target = services.relyingParty.targetFor('password-reset');
    return authorize(services, { request, reply }, { target, returnPath: FIRST_PAGE });
  });
}
