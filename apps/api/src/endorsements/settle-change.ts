import { type CalendarDate, endorsementNumber, REPLACES } from '@surety/insurance';
import { digestOf, type RecordedEvidence } from '../audit/audit-event.ts';
import type { ApiTransaction } from '../database.ts';
import type { Services } from '../services.ts';
import type { EndorsementRecord } from './endorsement-record.ts';
import type { EndorsementGroup } from './endorsement-repository.ts';
import type { Step } from './endorsement-writes-repository.ts';

type SettleServices = Pick<Services, 'policies' | 'endorsements' | 'reviews' | 'audit'>;

/** What a transition of the life cycle decided about a change; the whole group goes there, or nothing does. */
export type Settlement = {
  policyholderId: string;
  group: EndorsementGroup;
  to: keyof typeof REPLACES;
  effectiveOn?: CalendarDate | undefined;
  at: Date;
  confirmation?: Step['confirmation'];
};

/**
 * Writes down where a change goes: designations replaced if it takes effect, older changes replaced as the rules say, the
 * audit told. The policies are always written first, in the order of their numbers: whoever waits, waits there, and
 * two changes never hold what the other needs.
 * @returns the change as it is now, or `undefined` when a policy or the change has moved on: roll back what was written
 */
export async function settleChange(
  services: SettleServices,
  transaction: ApiTransaction,
  settlement: Settlement,
): Promise<EndorsementGroup | undefined> {
  const { policyholderId, group, to, at } = settlement;
  const sequences = await writePolicies(services, transaction, settlement);
  if (!sequences) return undefined;
  const settled: EndorsementRecord[] = [];
  for (const each of group) {
    const sequence = sequences.get(each.policyNumber);
    const step = { ...settlement, id: each.id, from: each.status, sequence };
    if (!(await services.endorsements.advance(transaction, step))) return undefined;
    settled.push(afterStep(each, { ...settlement, sequence }));
  }
  const [lead] = group;
  const policyNumbers = group.map(({ policyNumber }) => policyNumber);
  const which = { policyholderId, policyNumbers, statuses: REPLACES[to], except: lead.id };
  const replaced = await services.endorsements.supersede(transaction, which);
  await services.reviews.closeOf(transaction, { policyholderId, endorsementIds: replaced, at });
  for (const endorsementId of replaced)
    await services.audit.append(transaction, policyholderId, at, {
      event: 'change-superseded',
      endorsementId,
      by: lead.id,
    });
  for (const each of settled) await tellAudit(services, transaction, { ...settlement, each });
  return settled as unknown as EndorsementGroup;
}

/** New sequences by policy where designations were replaced; `undefined` when a policy is not as the change found it. */
async function writePolicies(
  { policies }: SettleServices,
  transaction: ApiTransaction,
  { policyholderId, group, to }: Settlement,
): Promise<ReadonlyMap<string, number> | undefined> {
  const sequences = new Map<string, number>();
  for (const { policyNumber, basedOn, after } of group.toSorted(byPolicy)) {
    const change = { policyholderId, policyNumber, basedOn, designation: after };
    if (to !== 'effective') {
      if (!(await policies.holdStill(transaction, change))) return undefined;
      continue;
    }
    const sequence = await policies.replaceDesignation(transaction, change);
    if (sequence === undefined) return undefined;
    sequences.set(policyNumber, sequence);
  }
  return sequences;
}

function byPolicy(one: EndorsementRecord, other: EndorsementRecord): number {
  return one.policyNumber < other.policyNumber ? -1 : 1;
}

type Taken = Settlement & { sequence: number | undefined };

function afterStep(
  record: EndorsementRecord,
  { to, at, confirmation, effectiveOn, sequence }: Taken,
): EndorsementRecord {
  return {
    ...record,
    status: to,
    challenge: '',
    ...(effectiveOn === undefined ? {} : { effectiveOn }),
    ...(sequence === undefined ? {} : { sequence, number: endorsementNumber(record.policyNumber, sequence) }),
    ...(confirmation === undefined
      ? {}
      : { confirmedAt: at, askedBy: confirmation.by, holds: confirmation.holds, evidence: confirmation.evidence }),
  };
}

const NO_EVIDENCE: RecordedEvidence = { classes: [] };

async function tellAudit(
  { audit }: SettleServices,
  transaction: ApiTransaction,
  { policyholderId, to, at, effectiveOn, each }: Settlement & { each: EndorsementRecord },
): Promise<void> {
  const { policyNumber, id: endorsementId, number, holds, evidence = NO_EVIDENCE } = each;
  const [before, after] = [digestOf(each.before), digestOf(each.after)];
  const content = { policyNumber, endorsementId, before, after, evidence };
  if (to === 'effective')
    await audit.append(transaction, policyholderId, at, {
      event: 'beneficiaries-changed',
      policyNumber,
      endorsementId,
      endorsementNumber: number ?? '',
      before,
      after,
      evidence,
    });
  else if (to === 'confirmed')
    await audit.append(transaction, policyholderId, at, {
      event: 'change-scheduled',
      ...content,
      effectiveOn: effectiveOn ?? '',
    });
  else await audit.append(transaction, policyholderId, at, { event: 'change-sent-to-review', ...content, holds });
}
