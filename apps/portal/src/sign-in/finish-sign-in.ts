import { ApiUnavailable } from '@surety/api-contract';
import type { FastifyReply } from 'fastify';
import type { CodeResponse } from '../relying-party/relying-party.ts';
import type { PortalServices } from '../services.ts';
import { register } from '../session/signed-in.ts';
import type { Arrival } from './arrival.ts';

/** Begins the portal session and goes where the person wanted to be. */
export async function finishSignIn(
  services: PortalServices,
  { request, reply, attempt }: Arrival,
  response: CodeResponse,
): Promise<FastifyReply> {
  const { target, nonce, codeVerifier } = attempt;
  const { accessToken, ...person } = await services.relyingParty.redeem({ target, response, nonce, codeVerifier });
  const session = await services.sessions.begin(request, reply, person);
  try {
    await register(services, session, accessToken);
  } catch (error) {
    // The person is signed in all the same; the next page tries again.
    if (!(error instanceof ApiUnavailable)) throw error;
    request.log.warn({ event: 'registration-postponed' });
  }
  return reply.redirect(attempt.returnPath, 303);
}
