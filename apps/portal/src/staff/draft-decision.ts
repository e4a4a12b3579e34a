import type { DecisionDocument } from '@surety/api-contract';
import { decisionInLines } from '@surety/insurance';
import type { BearerChallenge } from '@surety/oauth';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { parseReturnPath } from '../return-path.ts';
import { reviewHref } from '../routes.ts';
import type { PortalServices } from '../services.ts';
import { refusalOf } from '../session/api-refusal.ts';
import { OWNER_FIELD, ownerMark } from '../session/form-owner.ts';
import type { FormFields } from '../session/guard-form.ts';
import { parkFields } from '../session/receive-parkable-form.ts';
import { emailOf } from '../session/session.ts';
import type { SignedIn } from '../session/signed-in.ts';
import { authorize } from '../sign-in/authorize.ts';
import { stepUpUnknown } from '../sign-in/step-up-unknown.ts';
import { answerDecision } from './answer-decision.ts';
import { parkingPlace } from './parking-place.ts';
import { reasonId } from './reason-field.ts';
import type { ReviewPageProps } from './review-page-props.ts';

const VERDICTS = ['approve', 'decline', 'record-consent'] as const;

/** A decision as somebody typed it. */
export type DecisionForm = { verdict: DecisionDocument['verdict'] | undefined; reason: string; consentId?: string };

/** Reads the form; a verdict that nobody knows is none. */
export function readDecisionForm(fields: FormFields): DecisionForm {
  const { reason = '', consent_id: consentId } = fields;
  const verdict = VERDICTS.find((known) => known === fields.verdict);
  return { verdict, reason, ...(consentId ? { consentId } : {}) };
}

type Visit = SignedIn & { request: FastifyRequest; reply: FastifyReply; reviewId: string };
type ToProve = { decision: DecisionDocument; challenge: BearerChallenge };
type Refused = Pick<ReviewPageProps, 'violations' | 'problem'>;

/**
 * Asks the api to write a decision down, and sends the person to prove a second factor for exactly it. Answers what is
 * wrong with it otherwise.
 * @throws Refusal, ApiUnavailable
 */
export async function draftDecision(
  services: PortalServices,
  visit: Visit,
  { verdict, reason, consentId }: DecisionForm,
): Promise<{ sent: FastifyReply } | Refused> {
  if (verdict === undefined) return { problem: 'Choose to approve or to decline.' };
  const { token, reviewId, request } = visit;
  const body = { verdict, reason, ...(consentId === undefined ? {} : { consentId }) };
  const drafted = await services.api.draftDecision({ token, parameters: { id: reviewId }, body });
  if (!drafted.ok) {
    const { status, problem } = drafted;
    request.log.info({ event: 'decision-refused', status, code: problem.code });
    if (status === 422)
      return { violations: (problem.violations ?? []).map((each) => ({ ...each, field: reasonId(consentId) })) };
    if (status === 409 && problem.code !== 'review-closed') return { problem: problem.detail };
    throw refusalOf(drafted);
  }
  const { id } = drafted.body;
  const confirmed = await services.api.confirmDecision({ token, parameters: { id } });
  const { challenge } = confirmed.ok ? {} : confirmed;
  const sent =
    challenge?.error === 'insufficient_user_authentication'
      ? leaveToProve(services, visit, { decision: drafted.body, challenge, typed: { reason, consentId } })
      : answerDecision(services, visit, confirmed);
  return { sent: await sent };
}

// What was typed stays for who comes back without the second factor; it is forgotten with the decision.
async function leaveToProve(
  services: PortalServices,
  visit: Visit,
  { typed: { reason, consentId }, ...asked }: ToProve & { typed: { reason: string; consentId: string | undefined } },
): Promise<FastifyReply> {
  const owner = { [OWNER_FIELD]: ownerMark(services, visit.session) };
  const fields = { reason, ...(consentId === undefined ? {} : { consent_id: consentId }), ...owner };
  await parkFields(services, visit, { place: parkingPlace(visit.reviewId), fields });
  return proveDecision(services, visit, asked);
}

// The decision's challenge becomes the request's nonce, as a draft's does.
function proveDecision(
  services: PortalServices,
  { session, reviewId, ...browser }: Visit,
  { decision, challenge }: ToProve,
): Promise<FastifyReply> {
  const target = services.relyingParty.stepUpTarget(challenge);
  if (target === undefined || decision.challenge === undefined) throw stepUpUnknown();
  return authorize(services, browser, {
    target,
    nonce: decision.challenge,
    returnPath: parseReturnPath(reviewHref(reviewId)),
    sessionHash: session.idHash,
    decisionId: decision.id,
    loginHint: emailOf(session.claims, services.personClaims),
    transaction: decisionInLines(decision),
  });
}
