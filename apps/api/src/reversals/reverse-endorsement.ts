import type { ReversalDocument } from '@surety/api-contract';
import { inTransaction } from '@surety/database';
import { calendarDateOf, endorsementNumber } from '@surety/insurance';
import { digestOf } from '../audit/audit-event.ts';
import type { ApiTransaction } from '../database.ts';
import type { EndorsementRecord } from '../endorsements/endorsement-record.ts';
import type { EndorsementGroup } from '../endorsements/endorsement-repository.ts';
import { heldGroup } from '../endorsements/held-group.ts';
import type { Services } from '../services.ts';
import { linkWorthless } from './refusals.ts';
import { hashOfToken } from './reversal-link-repository.ts';
import { tellEveryone } from './tell-everyone.ts';

type ReverseServices = Omit<Services, 'demoMode' | 'proofRule'>;

type Report = { policyholderId: string; group: EndorsementGroup; now: Date };
type Outcome = Omit<ReversalDocument, 'also'>;

/**
 * "This was not me": puts the former designations back, each by an endorsement of its own, and freezes changes of the
 * policies. A change that has not taken effect never will. Where a later change or the state of the policy forbids
 * putting back, it freezes alone: somebody has to look. The token authorises it by itself, because whoever lost their
 * account cannot sign in.
 * @throws Refusal 404, 409 or 410 about the link
 */
export async function reverseEndorsement(services: ReverseServices, token: string): Promise<ReversalDocument> {
  const now = services.clock();
  const tokenHash = hashOfToken(token);
  const done = await inTransaction(services.db, async (transaction) => {
    const link = await services.links.spend(transaction, tokenHash, now);
    if (!link) throw linkWorthless(await services.links.stateOf(transaction, tokenHash));
    const { policyholderId, endorsementId: id } = link;
    const group = await heldGroup(services, transaction, { policyholderId, id });
    if (!group) throw new Error('a link without its endorsement');
    return reverse(services, transaction, { policyholderId, group, now });
  });
  const { policyNumber, outcome } = done;
  services.logger.warn({ event: 'change-reported', policyNumber, outcome });
  services.wakeNotices();
  return done;
}

// The policies are written before their endorsements, in the order of a confirmation.
async function reverse(
  services: ReverseServices,
  transaction: ApiTransaction,
  report: Report,
): Promise<ReversalDocument> {
  const { policyholderId, group, now } = report;
  const outcomes = new Map<string, Outcome>();
  const ordered = group.toSorted((one, other) => (one.policyNumber < other.policyNumber ? -1 : 1));
  for (const reported of ordered)
    outcomes.set(reported.id, await reverseOne(services, transaction, { ...report, reported }));
  await stopWaiting(services, transaction, report);
  for (const outcome of outcomes.values())
    await services.audit.append(transaction, policyholderId, now, { event: 'policy-frozen', ...outcome });
  const [first, ...also] = group.flatMap(({ id }) => outcomes.get(id) ?? []);
  if (!first) throw new Error('a change without endorsements');
  const done: ReversalDocument = { ...first, ...(also.length === 0 ? {} : { also }) };
  await tellEveryone(services, transaction, { policyholderId, done, now });
  return done;
}

type OneReport = Report & { reported: EndorsementRecord };

async function reverseOne(
  services: ReverseServices,
  transaction: ApiTransaction,
  { reported, ...report }: OneReport,
): Promise<Outcome> {
  const { policyholderId, now } = report;
  const { policyNumber, status, policy } = reported;
  const number = status === 'effective' ? await restore(services, transaction, { ...report, reported }) : undefined;
  if (number === undefined) await services.policies.freeze(transaction, { policyholderId, policyNumber, at: now });
  const outcome =
    reported.sequence === undefined ? 'stopped' : policy.status === 'in-force' ? 'changed-since' : 'not-in-force';
  return {
    outcome: number === undefined ? outcome : 'restored',
    policyNumber,
    reported: reported.number ?? policyNumber,
    ...(number === undefined ? {} : { number }),
  };
}

/** Nothing of these policies that has not taken effect ever will: drafts, what waits, and what is under review. */
async function stopWaiting(
  services: ReverseServices,
  transaction: ApiTransaction,
  { policyholderId, group, now }: Report,
): Promise<void> {
  const [lead] = group;
  if (lead.status === 'in-review' || lead.status === 'confirmed') {
    for (const { id, policyNumber } of group) {
      const step = { policyholderId, id, from: lead.status, to: 'reversed', at: now } as const;
      if (!(await services.endorsements.advance(transaction, step))) throw new Error('a change that is held moved on');
      const event = { event: 'change-stopped', policyNumber, endorsementId: id } as const;
      await services.audit.append(transaction, policyholderId, now, event);
    }
  }
  const policyNumbers = group.map(({ policyNumber }) => policyNumber);
  const statuses = ['draft', 'in-review', 'confirmed'] as const;
  const stopped = await services.endorsements.supersede(transaction, { policyholderId, policyNumbers, statuses });
  const endorsementIds = [lead.id, ...stopped];
  await services.reviews.closeOf(transaction, { policyholderId, endorsementIds, at: now });
  for (const endorsementId of stopped)
    await services.audit.append(transaction, policyholderId, now, { event: 'change-superseded', endorsementId });
}

/** Puts the former designation back and answers the number of the reversal; `undefined` when it is too late for that. */
async function restore(
  { policies, endorsements, audit, random }: ReverseServices,
  transaction: ApiTransaction,
  { policyholderId, reported, now }: OneReport,
): Promise<string | undefined> {
  const { policyNumber, sequence: undone = 0, before, after } = reported;
  const restoration = { policyholderId, policyNumber, undone, designation: before, at: now };
  const sequence = await policies.restoreDesignation(transaction, restoration);
  if (sequence === undefined) return undefined;
  const id = random.token();
  const reversal = { policyholderId, id, sequence, undone: reported, at: now, effectiveOn: calendarDateOf(now) };
  await endorsements.addReversal(transaction, reversal);
  const number = endorsementNumber(policyNumber, sequence);
  await audit.append(transaction, policyholderId, now, {
    event: 'beneficiaries-restored',
    policyNumber,
    endorsementId: id,
    endorsementNumber: number,
    reverses: endorsementNumber(policyNumber, undone),
    before: digestOf(after),
    after: digestOf(before),
  });
  return number;
}
