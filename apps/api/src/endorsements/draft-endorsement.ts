import type { EndorsementDocument } from '@surety/api-contract';
import { inTransaction } from '@surety/database';
import {
  type CalendarDate,
  calendarDateOf,
  type DesignationProposal,
  DRAFT_LIFETIME_MINUTES,
  type Policy,
  parseEffectiveDate,
} from '@surety/insurance';
import type { Caller } from '../access/bearer.ts';
import { digestOf } from '../audit/audit-event.ts';
import type { ApiTransaction } from '../database.ts';
import type { Services } from '../services.ts';
import { designationOf, rulesBroken } from './designation-of.ts';
import { groupDocument } from './endorsement-document.ts';
import type { EndorsementRecord } from './endorsement-record.ts';
import type { EndorsementGroup } from './endorsement-repository.ts';
import { judgeChange } from './judge-change.ts';
import { assertChangeable, noSuchPolicy } from './refusals.ts';
import { replacedBy } from './replaced-by.ts';

/** What is proposed for which policy, starting from which version of it, and for which others as well. */
export type DraftRequest = {
  policyNumber: string;
  ifMatch: string | undefined;
  proposal: DesignationProposal & { alsoOn?: readonly AlsoOn[] | undefined };
};

/** Another policy of the same policyholder that gets the same designation, and the version of it that was read. */
export type AlsoOn = { policyNumber: string; etag: string };

type DraftServices = Pick<
  Services,
  'db' | 'policies' | 'endorsements' | 'policyholders' | 'audit' | 'clock' | 'random' | 'market'
>;

const MINUTE = 60_000;
const FORGOTTEN_AFTER_MS = 24 * 60 * MINUTE;

/**
 * Writes a draft down, with a challenge that the proof for exactly this change must carry. The policies stay as they are.
 *
 * The order of the checks is the order in which they are worth hearing: whose policy it is before anything else is
 * said of it (404), what no new attempt mends (409), what reading again mends (428, 412), then the rules (422).
 * @throws Refusal 404, 409, 412 or 428; RulesBroken 422
 */
export async function draftEndorsement(
  services: DraftServices,
  { policyholderId, token }: Caller,
  request: DraftRequest,
): Promise<EndorsementDocument> {
  if (policyholderId === undefined) throw noSuchPolicy();
  const now = services.clock();
  return inTransaction(services.db, async (transaction) => {
    const policies = await policiesOf(services, transaction, { policyholderId, request });
    const group = draftsOf(policies, request, { now, services });
    await record(services, transaction, { policyholderId, group });
    const { factorChangedAt } = token;
    const judgement = await judgeChange(services, transaction, { policyholderId, group, now, factorChangedAt });
    const replaces = await replacedBy(services, transaction, { policyholderId, group });
    return groupDocument(group, { asked: group[0].id, now, judgement, replaces });
  });
}

/** Every policy that the change is about, the leading one first; each is the caller's, changeable, and as it was read. */
async function policiesOf(
  { policies }: DraftServices,
  transaction: ApiTransaction,
  { policyholderId, request }: { policyholderId: string; request: DraftRequest },
): Promise<readonly Policy[]> {
  const { policyNumber, ifMatch, proposal } = request;
  const found: Policy[] = [];
  for (const each of [{ policyNumber, etag: ifMatch }, ...(proposal.alsoOn ?? [])]) {
    const policy = await policies.find(policyholderId, each.policyNumber, transaction);
    if (!policy) throw noSuchPolicy();
    assertChangeable(policy, each.etag);
    if (found.some(({ number }) => number === policy.number)) throw namedTwice(policy.number);
    found.push(policy);
  }
  return found;
}

function namedTwice(policyNumber: string): Error {
  const message = `Policy ${policyNumber} is named twice.`;
  return rulesBroken(message, [{ field: 'alsoOn', code: 'named-twice', message }]);
}

type Origin = { now: Date; services: Pick<Services, 'random' | 'market'> };

function draftsOf(
  policies: readonly Policy[],
  { proposal }: DraftRequest,
  { now, services }: Origin,
): EndorsementGroup {
  const { random, market } = services;
  const today = calendarDateOf(now);
  const askedFor = parseEffectiveDate(proposal.effectiveOn, { today, market });
  const days = askedFor.ok ? [] : askedFor.violations;
  const designations = policies.map((policy, index) => designationOf(policy, proposal, { today, index, also: days }));
  if (!askedFor.ok) throw rulesBroken('The designation breaks a rule.', askedFor.violations);
  const lead = random.token();
  const drafts = policies.map((policy, index) => ({
    ...draftOf(policy, { id: index === 0 ? lead : random.token(), now, askedFor: askedFor.value }),
    after: designations[index] ?? [],
    challenge: index === 0 ? random.token() : '',
    companions: index === 0 ? policies.length - 1 : 0,
    ...(index === 0 ? {} : { lead }),
  }));
  return drafts as unknown as EndorsementGroup;
}

function draftOf(
  policy: Policy,
  { id, now, askedFor }: { id: string; now: Date; askedFor: CalendarDate | undefined },
): Omit<EndorsementRecord, 'after' | 'challenge' | 'companions'> {
  return {
    id,
    policyNumber: policy.number,
    status: 'draft',
    before: policy.designation,
    draftedAt: now,
    expiresAt: new Date(now.getTime() + DRAFT_LIFETIME_MINUTES * MINUTE),
    basedOn: policy.version,
    holds: [],
    policy,
    ...(askedFor === undefined ? {} : { askedFor }),
  };
}

async function record(
  { endorsements, audit }: DraftServices,
  transaction: ApiTransaction,
  { policyholderId, group }: { policyholderId: string; group: EndorsementGroup },
): Promise<void> {
  const [{ draftedAt }] = group;
  const before = new Date(draftedAt.getTime() - FORGOTTEN_AFTER_MS);
  await endorsements.forgetUnconfirmed(transaction, { policyholderId, before });
  for (const draft of group) {
    await endorsements.addDraft(transaction, policyholderId, draft);
    const { policyNumber, basedOn } = draft;
    const content = { policyNumber, endorsementId: draft.id, basedOn, after: digestOf(draft.after) };
    await audit.append(transaction, policyholderId, draftedAt, { event: 'endorsement-drafted', ...content });
  }
}
