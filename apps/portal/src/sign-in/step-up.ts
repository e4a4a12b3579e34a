import type { EndorsementDocument } from '@surety/api-contract';
import { changeInLines } from '@surety/insurance';
import type { BearerChallenge } from '@surety/oauth';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { answerConfirmation } from '../changes/answer-confirmation.ts';
import { answerContactConfirmation } from '../contacts/answer-confirmation.ts';
import type { CodeResponse } from '../relying-party/relying-party.ts';
import { parseReturnPath } from '../return-path.ts';
import { changeHref } from '../routes.ts';
import type { PortalServices } from '../services.ts';
import { emailOf, type PortalSession } from '../session/session.ts';
import { answerDecision } from '../staff/answer-decision.ts';
import type { Arrival } from './arrival.ts';
import { askingSession, assertSamePerson } from './asking-session.ts';
import { authorize } from './authorize.ts';
import { stepUpUnknown } from './step-up-unknown.ts';

export type StepUp = {
  session: PortalSession;
  draft: EndorsementDocument;
  /** What the api demands (RFC 9470); the portal holds no copy of the requirement. */
  challenge: BearerChallenge;
};

/**
 * Sends the person to prove a second factor for exactly this draft: its challenge becomes the request's nonce.
 * @throws Refusal `step-up-unknown` when the api names no user flow
 */
export function beginStepUp(
  services: PortalServices,
  browser: { request: FastifyRequest; reply: FastifyReply },
  { session, draft, challenge }: StepUp,
): Promise<FastifyReply> {
  const target = services.relyingParty.stepUpTarget(challenge);
  if (target === undefined || draft.challenge === undefined) throw stepUpUnknown();
  return authorize(services, browser, {
    target,
    nonce: draft.challenge,
    returnPath: parseReturnPath(changeHref(draft.id)),
    sessionHash: session.idHash,
    endorsementId: draft.id,
    loginHint: emailOf(session.claims, services.personClaims),
    transaction: changeInLines(draft),
  });
}

/** Confirms the change, of beneficiaries or contact data, or the decision of staff, with the step-up's token, which serves this once and is never stored. */
export async function finishStepUp(
  services: PortalServices,
  arrival: Arrival,
  response: CodeResponse,
): Promise<FastifyReply> {
  const { target, nonce, codeVerifier, endorsementId = '', decisionId, contactChangeId } = arrival.attempt;
  const session = await askingSession(services, arrival);
  const answer = await services.relyingParty.redeem({ target, response, nonce, codeVerifier });
  assertSamePerson(session, answer);
  if (decisionId !== undefined) {
    const decided = await services.api.confirmDecision({ token: answer.accessToken, parameters: { id: decisionId } });
    return answerDecision(services, { ...arrival, session }, decided);
  }
  if (contactChangeId !== undefined) {
    const call = { token: answer.accessToken, parameters: { id: contactChangeId } };
    return answerContactConfirmation(services, { ...arrival, session }, await services.api.confirmContactChange(call));
  }
  const parameters = { id: endorsementId };
  const confirmation = await services.api.confirmEndorsement({ token: answer.accessToken, parameters });
  return answerConfirmation(services, { ...arrival, session, endorsementId }, confirmation);
}
