import type { EndorsementDocument } from '@surety/api-contract';
import { inTransaction } from '@surety/database';
import { calendarDateOf, endorsementNumber, statusAt, whyBeneficiariesAreFixed } from '@surety/insurance';
import type { Evidence } from '@surety/oauth';
import type { Caller } from '../access/bearer.ts';
import { requireProof } from '../access/requirement.ts';
import { digestOf, recordEvidence } from '../audit/audit-event.ts';
import type { ApiTransaction } from '../database.ts';
import type { Services } from '../services.ts';
import { endorsementDocument } from './endorsement-document.ts';
import type { EndorsementRecord } from './endorsement-record.ts';
import { enqueueChangeNotice } from './enqueue-change-notice.ts';
import {
  alreadyConfirmed,
  alreadyReversed,
  draftExpired,
  noSuchEndorsement,
  policyChanged,
  policyFixed,
} from './refusals.ts';

type ConfirmServices = Omit<Services, 'demoMode' | 'logger'>;

/**
 * Makes a drafted change effective, once, on fresh proof of a second factor that is bound to exactly this draft.
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
  const draft = policyholderId === undefined ? undefined : await services.endorsements.find(policyholderId, id);
  if (policyholderId === undefined || !draft) throw noSuchEndorsement();
  const now = services.clock();
  assertConfirmable(draft, now);
  requireProof(services.proofRule, token.evidence, { change: draft, now });
  const confirmed = await inTransaction(services.db, (transaction) =>
    makeEffective(services, transaction, { policyholderId, draft, evidence: token.evidence, now }),
  );
  services.wakeNotices();
  return endorsementDocument(confirmed, now);
}

function assertConfirmable(draft: EndorsementRecord, now: Date): void {
  const status = statusAt(draft, now);
  if (status === 'effective') throw alreadyConfirmed();
  if (status === 'expired') throw draftExpired();
  if (status === 'reversed') throw alreadyReversed();
  const reason = whyBeneficiariesAreFixed(draft.policy);
  if (reason !== undefined) throw policyFixed(reason, draft.policy);
  if (status === 'superseded' || draft.policy.version !== draft.basedOn) throw policyChanged();
}

type ProvenDraft = { policyholderId: string; draft: EndorsementRecord; evidence: Evidence; now: Date };

// The policy is always written first: whoever waits, waits there, and two confirmations never hold what the other needs.
async function makeEffective(
  services: ConfirmServices,
  transaction: ApiTransaction,
  proven: ProvenDraft,
): Promise<EndorsementRecord> {
  const { policyholderId, draft, now } = proven;
  const { id, policyNumber, basedOn, after } = draft;
  const replacement = { policyholderId, policyNumber, basedOn, designation: after };
  const sequence = await services.policies.replaceDesignation(transaction, replacement);
  if (sequence === undefined) throw await whyLate(services, transaction, proven);
  const effectiveOn = calendarDateOf(now);
  const confirmation = { policyholderId, id, sequence, confirmedAt: now, effectiveOn };
  if (!(await services.endorsements.confirm(transaction, confirmation))) throw policyChanged();
  await services.endorsements.supersedeDrafts(transaction, policyholderId, policyNumber);
  const number = endorsementNumber(policyNumber, sequence);
  await writeDown(services, transaction, { ...proven, number });
  return { ...draft, status: 'effective', number, confirmedAt: now, effectiveOn, challenge: '' };
}

async function whyLate(
  { endorsements }: Pick<Services, 'endorsements'>,
  transaction: ApiTransaction,
  { policyholderId, draft, now }: ProvenDraft,
): Promise<Error> {
  const current = await endorsements.find(policyholderId, draft.id, transaction);
  try {
    if (current) assertConfirmable(current, now);
  } catch (refusal) {
    return refusal as Error;
  }
  return policyChanged();
}

async function writeDown(
  services: ConfirmServices,
  transaction: ApiTransaction,
  { policyholderId, draft, evidence, now, number }: ProvenDraft & { number: string },
): Promise<void> {
  await services.audit.append(transaction, policyholderId, now, {
    event: 'beneficiaries-changed',
    policyNumber: draft.policyNumber,
    endorsementId: draft.id,
    endorsementNumber: number,
    before: digestOf(draft.before),
    after: digestOf(draft.after),
    evidence: recordEvidence(evidence),
  });
  await enqueueChangeNotice(services, transaction, { policyholderId, change: { ...draft, number, confirmedAt: now } });
}
