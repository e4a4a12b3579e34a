import type { EndorsementDocument } from '@surety/api-contract';
import { inTransaction } from '@surety/database';
import {
  calendarDateOf,
  compareDesignations,
  type Designation,
  type DesignationProposal,
  DRAFT_LIFETIME_MINUTES,
  type Policy,
  parseDesignation,
  whyBeneficiariesAreFixed,
} from '@surety/insurance';
import type { Caller } from '../access/bearer.ts';
import { digestOf } from '../audit/audit-event.ts';
import type { ApiTransaction } from '../database.ts';
import { matchesVersion } from '../policies/entity-tag.ts';
import { RulesBroken } from '../rules-broken.ts';
import type { Services } from '../services.ts';
import { endorsementDocument } from './endorsement-document.ts';
import type { EndorsementRecord } from './endorsement-record.ts';
import { noSuchPolicy, policyChanged, policyFixed, versionMissing } from './refusals.ts';

/** What is proposed for which policy, starting from which version of it. */
export type DraftRequest = { policyNumber: string; ifMatch: string | undefined; proposal: DesignationProposal };

type DraftServices = Pick<Services, 'db' | 'policies' | 'endorsements' | 'audit' | 'clock' | 'random'>;

const MINUTE = 60_000;
const FORGOTTEN_AFTER_MS = 24 * 60 * MINUTE;

/**
 * Writes a draft down, with a challenge that the proof for exactly this change must carry. The policy stays as it is.
 *
 * The order of the checks is the order in which they are worth hearing: whose policy it is before anything else is
 * said of it (404), what no new attempt mends (409), what reading again mends (428, 412), then the rules (422).
 * @throws Refusal 404, 409, 412 or 428; RulesBroken 422
 */
export async function draftEndorsement(
  services: DraftServices,
  { policyholderId }: Caller,
  request: DraftRequest,
): Promise<EndorsementDocument> {
  if (policyholderId === undefined) throw noSuchPolicy();
  const now = services.clock();
  return inTransaction(services.db, async (transaction) => {
    const policy = await services.policies.find(policyholderId, request.policyNumber, transaction);
    if (!policy) throw noSuchPolicy();
    assertChangeable(policy, request.ifMatch);
    const draft = draftOf(policy, designationOf(policy, request.proposal, now), { now, random: services.random });
    await record(services, transaction, { policyholderId, draft });
    return endorsementDocument(draft, now);
  });
}

function assertChangeable(policy: Policy, ifMatch: string | undefined): void {
  const reason = whyBeneficiariesAreFixed(policy);
  if (reason !== undefined) throw policyFixed(reason, policy);
  const matches = matchesVersion(ifMatch, policy.version);
  if (matches === undefined) throw versionMissing();
  if (!matches) throw policyChanged();
}

function designationOf(policy: Policy, proposal: DesignationProposal, now: Date): Designation {
  const parsed = parseDesignation(proposal, { today: calendarDateOf(now), insured: policy.insured });
  if (!parsed.ok) throw broken('The designation breaks a rule.', parsed.violations);
  const message = 'This is the designation as it stands. Change something, or leave it as it is.';
  const isUnchanged = compareDesignations(policy.designation, parsed.value).every(({ change }) => change === 'kept');
  if (isUnchanged) throw broken(message, [{ field: 'beneficiaries', code: 'nothing-changed', message }]);
  return parsed.value;
}

function broken(message: string, violations: RulesBroken['violations']): RulesBroken {
  const [first] = violations;
  const code = first?.code === 'nothing-changed' ? first.code : 'rules-broken';
  return new RulesBroken({ status: 422, code, message }, violations);
}

function draftOf(
  policy: Policy,
  after: Designation,
  { now, random }: { now: Date } & Pick<Services, 'random'>,
): EndorsementRecord {
  return {
    id: random.token(),
    policyNumber: policy.number,
    status: 'draft',
    before: policy.designation,
    after,
    draftedAt: now,
    expiresAt: new Date(now.getTime() + DRAFT_LIFETIME_MINUTES * MINUTE),
    basedOn: policy.version,
    challenge: random.token(),
    policy,
  };
}

async function record(
  { endorsements, audit }: DraftServices,
  transaction: ApiTransaction,
  { policyholderId, draft }: { policyholderId: string; draft: EndorsementRecord },
): Promise<void> {
  const { policyNumber, draftedAt, basedOn } = draft;
  const before = new Date(draftedAt.getTime() - FORGOTTEN_AFTER_MS);
  await endorsements.forgetUnconfirmed(transaction, { policyholderId, policyNumber, before });
  await endorsements.addDraft(transaction, policyholderId, draft);
  const content = { policyNumber, endorsementId: draft.id, basedOn, after: digestOf(draft.after) };
  await audit.append(transaction, policyholderId, draftedAt, { event: 'endorsement-drafted', ...content });
}
