import type { DecisionDocument } from '@surety/api-contract';
import { inTransaction } from '@surety/database';
import { type Actor, type ChangeEvent, transition } from '@surety/insurance';
import type { Caller } from '../access/bearer.ts';
import { privilegedDraft } from '../access/privileged-draft.ts';
import { rulesBroken } from '../endorsements/designation-of.ts';
import type { Services } from '../services.ts';
import type { Decision } from './decision-repository.ts';
import { notAllowed } from './refusals.ts';
import { deciderOf, underReview } from './under-review.ts';

/** What somebody of the staff wants to decide. */
export type DecisionRequest = { verdict: Decision['verdict']; reason: string; consentId?: string | undefined };

type DraftServices = Pick<Services, 'db' | 'reviews' | 'endorsements' | 'consents' | 'decisions' | 'clock' | 'random'>;

const SHORTEST_REASON = 10;

/**
 * Writes down what is about to be decided, with a challenge that the proof for exactly this decision must carry. Whether
 * the life cycle allows it is said now, before anybody is sent through a second factor, and judged again then.
 * @throws Refusal 404, 409; RulesBroken 422
 */
export async function draftDecision(
  services: DraftServices,
  caller: Caller,
  { reviewId, request }: { reviewId: string; request: DecisionRequest },
): Promise<DecisionDocument> {
  const now = services.clock();
  const reason = reasonOf(request);
  return inTransaction(services.db, async (transaction) => {
    const { review, state } = await underReview(services, transaction, reviewId);
    const by = deciderOf(caller, review);
    const step = transition(state, eventOf(request, { by, at: now }));
    if (!step.ok) throw notAllowed(step.violation);
    const decision: Decision = {
      ...privilegedDraft({ random: services.random, now }),
      policyholderId: review.policyholderId,
      reviewId,
      verdict: request.verdict,
      ...(request.consentId === undefined ? {} : { consentId: request.consentId }),
      reason,
      decidedBy: by.person,
    };
    await services.decisions.forgetUnconfirmed(transaction, reviewId, now);
    await services.decisions.add(transaction, decision);
    return decisionDocument(decision);
  });
}

/** A decision as the contract shows it. */
export function decisionDocument({
  id,
  reviewId,
  verdict,
  challenge,
  expiresAt,
  confirmedAt,
}: Decision): DecisionDocument {
  return {
    ...{ id, reviewId, verdict },
    expiresAt: expiresAt.toISOString(),
    ...(confirmedAt === undefined ? { challenge } : { confirmedAt: confirmedAt.toISOString() }),
  };
}

/** What a decision does to the change. */
export function eventOf(
  { verdict, consentId }: Omit<DecisionRequest, 'reason'>,
  { by, at }: { by: Actor; at: Date },
): ChangeEvent {
  return verdict === 'record-consent'
    ? { event: 'answer-consent', id: consentId ?? '', answer: 'given', recordedBy: by, at }
    : { event: verdict, by, at };
}

// A decision without a reason cannot be judged by anybody later.
function reasonOf({ reason, verdict }: DecisionRequest): string {
  const given = reason.trim();
  if (given.length >= SHORTEST_REASON) return given;
  const message =
    verdict === 'record-consent'
      ? `Say what paper there is, and who signed it when, in at least ${SHORTEST_REASON} characters.`
      : `Give the reason, in at least ${SHORTEST_REASON} characters.`;
  throw rulesBroken(message, [{ field: 'reason', code: 'missing', message }]);
}
