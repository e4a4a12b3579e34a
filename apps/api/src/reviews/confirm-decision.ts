import type { DecisionDocument } from '@surety/api-contract';
import { inTransaction } from '@surety/database';
import { type ChangeState, decisionInLines, transition } from '@surety/insurance';
import { actorOf, type Caller } from '../access/bearer.ts';
import { requireProof, spendProof } from '../access/requirement.ts';
import { type RecordedEvidence, recordEvidence } from '../audit/audit-event.ts';
import type { ApiTransaction } from '../database.ts';
import type { EndorsementGroup } from '../endorsements/endorsement-repository.ts';
import { enqueueChangeNotice } from '../endorsements/enqueue-change-notice.ts';
import { settleChange } from '../endorsements/settle-change.ts';
import { declinedNotice } from '../notices/review-notice.ts';
import { tellPolicyholder } from '../notices/tell-policyholder.ts';
import type { Services } from '../services.ts';
import type { Decision } from './decision-repository.ts';
import { decisionDocument, eventOf } from './draft-decision.ts';
import { changedSince, decisionExpired, decisionSpent, noSuchDecision, notAllowed, reviewClosed } from './refusals.ts';
import { deciderOf, heldUnderReview, underReview } from './under-review.ts';

type DecideServices = Omit<Services, 'demoMode' | 'logger'>;

/**
 * Carries a decision out, once, on fresh proof of the decider's own second factor that is bound to exactly this decision.
 * @throws Refusal 404, 409, 410 or 412; BearerRefused 401
 */
export async function confirmDecision(services: DecideServices, caller: Caller, id: string): Promise<DecisionDocument> {
  const { token } = caller;
  const decision = await services.decisions.find(id);
  if (!decision || decision.decidedBy !== actorOf(token).person) throw noSuchDecision();
  const by = deciderOf(caller, decision);
  const now = services.clock();
  if (decision.confirmedAt) throw decisionSpent();
  if (decision.expiresAt <= now) throw decisionExpired();
  const proved = { ...decision, transaction: decisionInLines(decision) };
  requireProof(services.proofRule, token.evidence, { change: proved, now });
  await inTransaction(services.db, async (transaction) => {
    if (!(await services.decisions.confirm(transaction, decision, now))) throw decisionSpent();
    await spendProof(services, transaction, token, { change: decision, now });
    const { group, state } = await heldUnderReview(services, transaction, decision.reviewId);
    const step = transition(state, eventOf(decision, { by, at: now }));
    if (!step.ok) throw notAllowed(step.violation);
    const decided = { decision, group, state: step.value, evidence: recordEvidence(token.evidence), now };
    await carryOut(services, transaction, decided);
  });
  services.wakeNotices();
  return decisionDocument({ ...decision, challenge: '', confirmedAt: now });
}

type Decided = {
  decision: Decision;
  group: EndorsementGroup;
  /** The change after the decision. */
  state: ChangeState;
  evidence: RecordedEvidence;
  now: Date;
};

async function carryOut(services: DecideServices, transaction: ApiTransaction, decided: Decided): Promise<void> {
  const { decision, group, evidence, now } = decided;
  const { policyholderId, reviewId, verdict, reason, decidedBy: by } = decision;
  const [{ id: endorsementId }] = group;
  if (verdict === 'record-consent') return recordConsent(services, transaction, decided);
  await (verdict === 'approve' ? approve : decline)(services, transaction, decided);
  await services.reviews.closeOf(transaction, { policyholderId, endorsementIds: [endorsementId], at: now });
  const event = { event: 'review-decided', reviewId, endorsementId, verdict, reason, by, evidence } as const;
  await services.audit.append(transaction, policyholderId, now, event);
}

async function approve(services: DecideServices, transaction: ApiTransaction, decided: Decided): Promise<void> {
  const { decision, group, state, now } = decided;
  const { policyholderId } = decision;
  const settled = await settleChange(services, transaction, {
    policyholderId,
    group,
    to: state.status as 'effective' | 'confirmed',
    effectiveOn: state.effectiveOn,
    at: now,
  });
  if (!settled) throw (await isStillOpen(services, transaction, decision)) ? changedSince() : reviewClosed();
  await enqueueChangeNotice(services, transaction, { policyholderId, group: settled, now });
}

// Somebody else may have decided at the same moment; theirs counts.
async function isStillOpen(
  services: DecideServices,
  transaction: ApiTransaction,
  { reviewId }: Decision,
): Promise<boolean> {
  return underReview(services, transaction, reviewId).then(
    () => true,
    () => false,
  );
}

async function decline(services: DecideServices, transaction: ApiTransaction, decided: Decided): Promise<void> {
  const { decision, group, now } = decided;
  const { policyholderId, reason } = decision;
  for (const { id } of group) {
    const step = { policyholderId, id, from: 'in-review', to: 'declined', at: now } as const;
    if (!(await services.endorsements.advance(transaction, step))) throw reviewClosed();
  }
  const policyNumbers = group.map(({ policyNumber }) => policyNumber);
  await tellPolicyholder(services, transaction, {
    policyholderId,
    letter: declinedNotice({ policyNumbers, reason }),
    at: now,
  });
}

async function recordConsent(services: DecideServices, transaction: ApiTransaction, decided: Decided): Promise<void> {
  const { decision, group, evidence, now } = decided;
  const { policyholderId, reason, consentId: id = '', decidedBy } = decision;
  const answer = { policyholderId, id, answer: 'given', at: now, recordedBy: decidedBy, evidence: reason } as const;
  if (!(await services.consents.answer(transaction, answer))) throw reviewClosed();
  await services.audit.append(transaction, policyholderId, now, {
    event: 'consent-answered',
    endorsementId: group[0].id,
    consentId: id,
    answer: 'given',
    by: decidedBy,
    says: reason,
    evidence,
  });
}
