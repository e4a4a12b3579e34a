import type { FastifyReply } from 'fastify';
import type { CodeResponse } from '../relying-party/relying-party.ts';
import { ROUTES } from '../routes.ts';
import type { PortalServices } from '../services.ts';
import type { Arrival } from './arrival.ts';

/** The password is new; that signs nobody in here. Says so and leads on to the sign-in. */
export async function finishPasswordReset(
  services: PortalServices,
  { reply, attempt }: Arrival,
  response: CodeResponse,
): Promise<FastifyReply> {
  const { target, nonce, codeVerifier } = attempt;
  await services.relyingParty.redeem({ target, response, nonce, codeVerifier });
  return reply.redirect(`${ROUTES.passwordChanged}?return_to=${encodeURIComponent(attempt.returnPath)}`, 303);
}
