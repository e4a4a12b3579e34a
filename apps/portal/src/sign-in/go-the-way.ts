import { Refusal } from '@surety/web';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Way } from '../relying-party/relying-party.ts';
import { ROUTES } from '../routes.ts';
import type { PortalServices } from '../services.ts';
import { type AuthorizationStart, authorize } from './authorize.ts';

/**
 * Sends a person to where the provider lets them change what only it can change.
 * @throws Refusal `not-offered` when there is no such place, ProviderUnavailable
 */
export function goTheWay(
  services: PortalServices,
  browser: { request: FastifyRequest; reply: FastifyReply },
  way: Way,
  start: Omit<AuthorizationStart, 'target'>,
): Promise<FastifyReply> | FastifyReply {
  switch (way.kind) {
    case 'journey':
      return authorize(services, browser, { ...start, target: way.target });
    case 'sign-in-page': {
      const { returnPath, loginHint } = start;
      return authorize(services, browser, { target: services.relyingParty.signInTarget, returnPath, loginHint });
    }
    case 'page':
      return browser.reply.header('cache-control', 'no-store').redirect(way.url, 303);
    case 'own-page':
      return browser.reply.header('cache-control', 'no-store').redirect(ROUTES.profile, 303);
    case 'absent':
      throw notOffered();
  }
}

/** The provider has no place for that. */
export function notOffered(): Refusal {
  return new Refusal({
    code: 'not-offered',
    status: 404,
    message:
      'The sign-in service of this portal has no page for that. Please write to us, and we will change it for you.',
  });
}
