import type { ReversalDocument } from '@surety/api-contract';
import { inTransaction } from '@surety/database';
import { calendarDateOf, endorsementNumber } from '@surety/insurance';
import { digestOf } from '../audit/audit-event.ts';
import type { ApiTransaction } from '../database.ts';
import type { EndorsementRecord } from '../endorsements/endorsement-record.ts';
import { reversalNotice } from '../notices/reversal-notice.ts';
import type { Services } from '../services.ts';
import { linkWorthless } from './refusals.ts';
import { hashOfToken } from './reversal-link-repository.ts';

type ReverseServices = Pick<
  Services,
  | 'db'
  | 'links'
  | 'policies'
  | 'endorsements'
  | 'audit'
  | 'notices'
  | 'policyholders'
  | 'clock'
  | 'random'
  | 'logger'
  | 'wakeNotices'
>;

type Report = { policyholderId: string; reported: EndorsementRecord; now: Date };

/**
 * "This was not me": puts the former designation back by an endorsement of its own and freezes changes of the policy.
 * Where a later change or the state of the policy forbids putting back, it freezes alone: somebody has to look.
 * The token authorises it by itself, because whoever lost their account cannot sign in.
 * @throws Refusal 404, 409 or 410 about the link
 */
export async function reverseEndorsement(services: ReverseServices, token: string): Promise<ReversalDocument> {
  const now = services.clock();
  const tokenHash = hashOfToken(token);
  const done = await inTransaction(services.db, async (transaction) => {
    const link = await services.links.spend(transaction, tokenHash, now);
    if (!link) throw linkWorthless(await services.links.stateOf(transaction, tokenHash));
    const { policyholderId, endorsementId } = link;
    const reported = await services.endorsements.find(policyholderId, endorsementId, transaction);
    if (!reported) throw new Error('a link without its endorsement');
    return reverse(services, transaction, { policyholderId, reported, now });
  });
  const { policyNumber, outcome } = done;
  services.logger.warn({ event: 'change-reported', policyNumber, outcome });
  services.wakeNotices();
  return done;
}

// The policy is written before its endorsements, in the order of a confirmation.
async function reverse(
  services: ReverseServices,
  transaction: ApiTransaction,
  report: Report,
): Promise<ReversalDocument> {
  const { policyholderId, reported, now } = report;
  const { policyNumber } = reported;
  const number = await restore(services, transaction, report);
  if (number === undefined) await services.policies.freeze(transaction, { policyholderId, policyNumber, at: now });
  await services.endorsements.supersedeDrafts(transaction, policyholderId, policyNumber);
  const document: ReversalDocument = {
    outcome:
      number !== undefined ? 'restored' : reported.policy.status === 'in-force' ? 'changed-since' : 'not-in-force',
    policyNumber,
    reported: reported.number ?? '',
    ...(number === undefined ? {} : { number }),
  };
  await services.audit.append(transaction, policyholderId, now, { event: 'policy-frozen', ...document });
  const recipient = await services.policyholders.emailOf(transaction, policyholderId);
  const id = services.random.token();
  if (recipient !== undefined)
    await services.notices.enqueue(transaction, { policyholderId, id, recipient, ...reversalNotice(document) }, now);
  return document;
}

/** Puts the former designation back and answers the number of the reversal; `undefined` when it is too late for that. */
async function restore(
  { policies, endorsements, audit, random }: ReverseServices,
  transaction: ApiTransaction,
  { policyholderId, reported, now }: Report,
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
