import type { ReviewDocument } from '@surety/api-contract';
import { inTransaction } from '@surety/database';
import { type Designation, type Party, partyName, sameName, transition } from '@surety/insurance';
import type { Caller } from '../access/bearer.ts';
import type { ApiTransaction } from '../database.ts';
import type { EndorsementRecord } from '../endorsements/endorsement-record.ts';
import type { Services } from '../services.ts';
import type { ConsentRecord } from './consent-repository.ts';
import { deciderOf, type UnderReview, underReview } from './under-review.ts';

const EARLIER_SHOWN = 5;

type FileServices = Pick<
  Services,
  'db' | 'reviews' | 'endorsements' | 'consents' | 'policies' | 'policyholders' | 'audit' | 'clock'
>;

/**
 * What a decision needs to know, and no more of the policyholder than that. The audit is told who looked.
 * @throws Refusal `no-such-review` (404), `review-closed` (409)
 */
export async function getReview(services: FileServices, caller: Caller, id: string): Promise<ReviewDocument> {
  const now = services.clock();
  return inTransaction(services.db, async (transaction) => {
    const under = await underReview(services, transaction, id);
    const { policyholderId, endorsementId } = under.review;
    const by = deciderOf(caller, under.review);
    const look = { event: 'review-looked-at', reviewId: id, endorsementId, by: by.person } as const;
    await services.audit.append(transaction, policyholderId, now, look);
    const whyNot = transition(under.state, { event: 'decline', at: now, by });
    return {
      ...(await fileOf(services, transaction, under)),
      ...(whyNot.ok ? {} : { whyNotYou: whyNot.violation.message }),
    };
  });
}

async function fileOf(
  services: FileServices,
  transaction: ApiTransaction,
  { review, group, consents }: UnderReview,
): Promise<ReviewDocument> {
  const { policyholderId } = review;
  const [lead] = group;
  const { email, residenceState, contactChangedAt } = await services.policyholders.circumstancesOf(
    transaction,
    policyholderId,
  );
  const changes = [];
  for (const each of group) changes.push(await changeOf(services, transaction, { policyholderId, each }));
  const asked = [];
  for (const each of consents) asked.push(await consentOf(services, transaction, each));
  return {
    id: review.id,
    openedAt: review.openedAt.toISOString(),
    holds: [...lead.holds],
    ...(lead.askedFor === undefined ? {} : { askedFor: lead.askedFor }),
    evidence: [...(lead.evidence?.classes ?? [])],
    policyholder: {
      ...(email === undefined ? {} : { email }),
      ...(residenceState === undefined ? {} : { residenceState }),
      ...(contactChangedAt === undefined ? {} : { contactChangedAt: contactChangedAt.toISOString() }),
    },
    changes,
    consents: asked,
  };
}

async function changeOf(
  { policies, endorsements }: FileServices,
  transaction: ApiTransaction,
  { policyholderId, each }: { policyholderId: string; each: EndorsementRecord },
): Promise<ReviewDocument['changes'][number]> {
  const { policyNumber, before, after } = each;
  const policy = await policies.find(policyholderId, policyNumber, transaction);
  if (!policy) throw new Error('an endorsement without its policy');
  const earlier = await endorsements.history(transaction, { policyholderId, policyNumber }, { limit: EARLIER_SHOWN });
  return {
    policyNumber,
    kind: policy.kind,
    status: policy.status,
    ...(policy.insured ? { insured: policy.insured } : {}),
    before: [...before],
    after: [...after],
    earlier: earlier.map(({ number = '', confirmedAt, draftedAt }) => ({
      number,
      confirmedAt: (confirmedAt ?? draftedAt).toISOString(),
    })),
    ...(policy.version === each.basedOn ? {} : { hasChangedSince: true as const }),
  };
}

async function consentOf(
  { endorsements }: FileServices,
  transaction: ApiTransaction,
  consent: ConsentRecord,
): Promise<ReviewDocument['consents'][number]> {
  const { id, policyholderId, policyNumber, need, answer, email, answeredAt, recordedBy, evidence } = consent;
  const history = await endorsements.history(transaction, { policyholderId, policyNumber });
  const since = email === undefined ? undefined : onPolicySince(history, need.party);
  return {
    ...{ id, policyNumber, answer },
    reason: need.reason,
    name: partyName(need.party),
    ...(email === undefined ? {} : { email }),
    ...(since === undefined ? {} : { emailSince: since.toISOString() }),
    ...(answeredAt === undefined ? {} : { answeredAt: answeredAt.toISOString() }),
    ...(answer === 'awaited' ? {} : { by: recordedBy === undefined ? ('link' as const) : ('staff' as const) }),
    ...(evidence === undefined ? {} : { evidence }),
  };
}

/**
 * Since when a party stands on the policy with this address, by the newest change that brought it; `undefined` when no
 * recorded change did. An address that came lately is one that whoever asks for the change may have typed.
 */
function onPolicySince(history: readonly EndorsementRecord[], party: Party): Date | undefined {
  const key = addressKey(party);
  const brought = history.find(({ before, after }) => {
    const stands = (all: Designation) => all.some((each) => addressKey(each.party) === key);
    return stands(after) && !stands(before);
  });
  return brought?.confirmedAt;
}

function addressKey(party: Party): string {
  return JSON.stringify([sameName(partyName(party)), party.kind === 'person' ? party.email?.toLowerCase() : undefined]);
}
