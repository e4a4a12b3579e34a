import type { FastifyReply } from 'fastify';
import type { CodeResponse } from '../relying-party/relying-party.ts';
import { ROUTES, withNotice } from '../routes.ts';
import type { PortalServices } from '../services.ts';
import type { Arrival } from './arrival.ts';
import { askingSession, assertSamePerson } from './asking-session.ts';

/** Back from the profile or the account: the session shows the new values. The sign-in's own tokens keep serving the api. */
export async function finishProfileEditing(
  services: PortalServices,
  arrival: Arrival,
  response: CodeResponse,
): Promise<FastifyReply> {
  const { target, nonce, codeVerifier } = arrival.attempt;
  const session = await askingSession(services, arrival);
  const former = await services.tokenCaches.find(session.idHash);
  const answer = await services.relyingParty.redeem({ target, response, nonce, codeVerifier, tokens: former });
  assertSamePerson(session, answer);
  await services.sessionRepository.replaceClaims({ ...session, claims: answer.claims }, answer.tokens);
  const isProfile = target.purpose === 'profile-editing';
  return arrival.reply.redirect(isProfile ? withNotice(ROUTES.account, 'profile-saved') : ROUTES.account, 303);
}
