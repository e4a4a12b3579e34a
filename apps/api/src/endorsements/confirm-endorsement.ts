import type { EndorsementDocument } from '@surety/api-contract';
import { inTransaction } from '@surety/database';
import {
  type Actor,
  type ChangeState,
  changeInLines,
  statusAt,
  transition,
  whyBeneficiariesAreFixed,
} from '@surety/insurance';
import type { VerifiedAccessToken } from '@surety/oauth';
import { actorOf, type Caller } from '../access/bearer.ts';
import { requireProof, spendProof } from '../access/requirement.ts';
import { recordEvidence } from '../audit/audit-event.ts';
import type { ApiTransaction } from '../database.ts';
import { openReview } from '../reviews/open-review.ts';
import type { Services } from '../services.ts';
import { groupDocument } from './endorsement-document.ts';
import type { EndorsementRecord } from './endorsement-record.ts';
import type { EndorsementGroup } from './endorsement-repository.ts';
import { enqueueChangeNotice } from './enqueue-change-notice.ts';
import { changeStateOf, judgeChange } from './judge-change.ts';
import { alreadySettled, draftExpired, noSuchEndorsement, policyChanged, policyFixed } from './refusals.ts';
import { settleChange } from './settle-change.ts';

type ConfirmServices = Omit<Services, 'demoMode' | 'formerIssuers' | 'logger'>;

/**
 * Confirms a drafted change, once, on fresh proof of a second factor that is bound to exactly this draft. It takes effect,
 * waits for the day that was asked for, or goes to review, as the life cycle says; on several policies as one.
 *
 * The state of the draft is judged before the proof: nobody is sent through a second factor for a change that can no
 * longer take effect, and only its own policyholder gets this far. The transaction then judges the state again, because
 * another confirmation may have come first; the proof cannot change.
 * @throws Refusal 404, 409, 410 or 412; BearerRefused 401
 */
export async function confirmEndorsement(
  services: ConfirmServices,
  { policyholderId, token }: Caller,
  id: string,
): Promise<EndorsementDocument> {
  const group = policyholderId === undefined ? undefined : await services.endorsements.group(policyholderId, id);
  if (policyholderId === undefined || !group) throw noSuchEndorsement();
  const now = services.clock();
  assertConfirmable(group, now);
  const [lead] = group;
  const transaction = changeInLines(groupDocument(group, { asked: id, now }));
  requireProof(services.proofRule, token.evidence, { change: { ...lead, transaction }, now });
  const confirmed = await inTransaction(services.db, (transaction) =>
    confirmGroup(services, transaction, { policyholderId, group, token, now }),
  );
  services.wakeNotices();
  return groupDocument(confirmed, { asked: id, now });
}

function assertConfirmable(group: readonly EndorsementRecord[], now: Date): void {
  for (const draft of group) {
    const status = statusAt(draft, now);
    if (status === 'expired') throw draftExpired();
    if (status !== 'draft' && status !== 'superseded') throw alreadySettled(status);
    const reason = whyBeneficiariesAreFixed(draft.policy);
    if (reason !== undefined) throw policyFixed(reason, draft.policy);
  }
  // Which of several policies it was is worth knowing; all of the drafts are superseded together.
  const stale = group.find(({ policy, basedOn }) => policy.version !== basedOn);
  if (stale || group.some(({ status }) => status === 'superseded')) throw policyChanged(stale?.policyNumber);
}

type ProvenDraft = { policyholderId: string; group: EndorsementGroup; token: VerifiedAccessToken; now: Date };

async function confirmGroup(
  services: ConfirmServices,
  transaction: ApiTransaction,
  proven: ProvenDraft,
): Promise<EndorsementGroup> {
  const { policyholderId, group, token, now } = proven;
  const { factorChangedAt } = token;
  const { holds, needs } = await judgeChange(services, transaction, { policyholderId, group, now, factorChangedAt });
  const consents = needs.map((each) => ({ ...each, id: services.random.token(), answer: 'awaited' as const }));
  await spendProof(services, transaction, token, { change: group[0], now });
  const by = actorOf(token);
  const state = stateAfter(changeStateOf(group, { holds, consents }), { at: now, by });
  const confirmed = await settleChange(services, transaction, {
    policyholderId,
    group,
    to: state.status as 'effective' | 'confirmed' | 'in-review',
    effectiveOn: state.effectiveOn,
    at: now,
    confirmation: { by: by.person, holds, evidence: recordEvidence(token.evidence) },
  });
  if (!confirmed) throw await whyLate(services, transaction, proven);
  if (state.status === 'in-review')
    await openReview(services, transaction, { policyholderId, group: confirmed, consents, now });
  await enqueueChangeNotice(services, transaction, { policyholderId, group: confirmed, now });
  return confirmed;
}

// The state was judged before: here it can only differ by what happened since, which the conditions of the writes see.
function stateAfter(change: ChangeState, { at, by }: { at: Date; by: Actor }): ChangeState {
  const step = transition(change, { event: 'confirm', at, by });
  if (!step.ok) throw alreadySettled(change.status);
  return step.value;
}

async function whyLate(
  { endorsements }: Pick<Services, 'endorsements'>,
  transaction: ApiTransaction,
  { policyholderId, group, now }: ProvenDraft,
): Promise<Error> {
  const current = await endorsements.group(policyholderId, group[0].id, transaction);
  try {
    if (current) assertConfirmable(current, now);
  } catch (refusal) {
    return refusal as Error;
  }
  return policyChanged();
}
