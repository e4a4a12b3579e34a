import { inTransaction } from '@surety/database';
import { calendarDateOf, transition } from '@surety/insurance';
import type { ApiTransaction } from '../database.ts';
import { type NotApplied, notAppliedNotice } from '../notices/review-notice.ts';
import { tellPolicyholder } from '../notices/tell-policyholder.ts';
import type { Services } from '../services.ts';
import type { DueChange } from './endorsement-course-repository.ts';
import type { EndorsementGroup } from './endorsement-repository.ts';
import { enqueueChangeNotice } from './enqueue-change-notice.ts';
import { heldGroup } from './held-group.ts';
import { changeStateOf, consentsLackingNow } from './judge-change.ts';
import { settleChange } from './settle-change.ts';

type DueServices = Pick<
  Services,
  | 'db'
  | 'policies'
  | 'endorsements'
  | 'reviews'
  | 'consents'
  | 'audit'
  | 'links'
  | 'notices'
  | 'policyholders'
  | 'contacts'
  | 'market'
  | 'clock'
  | 'logger'
  | 'random'
  | 'portalOrigin'
>;

const AT_ONCE = 20;

/**
 * Makes changes effective whose day has come and that the rules of the market still let pass, and answers how many it took on. Several replicas may do this at once and
 * again: each change takes effect once, because its row and its policies move on only from where they were. One that fails
 * is logged and tried again when somebody next asks; those behind it go on.
 */
export async function takeDueEffect(services: DueServices): Promise<number> {
  const now = services.clock();
  const today = calendarDateOf(now);
  let taken = 0;
  let after: DueChange | undefined;
  do {
    const due = await services.endorsements.due(services.db, today, { limit: AT_ONCE, after });
    for (const { policyholderId, id } of due)
      taken += (await takeEffectOrLog(services, { policyholderId, id, now })) ? 1 : 0;
    after = due.length < AT_ONCE ? undefined : due.at(-1);
  } while (after !== undefined);
  return taken;
}

async function takeEffectOrLog(services: DueServices, due: Judged): Promise<boolean> {
  try {
    return await takeEffect(services, due);
  } catch (error) {
    // The message of an error may quote what could not be read, and that is somebody's name.
    const kind = error instanceof Error ? error.name : typeof error;
    services.logger.error({ event: 'due-change-failed', endorsementId: due.id, kind });
    return false;
  }
}

/** Thrown to roll back what was written when a policy is not any more as the change found it. */
class MovedOn extends Error {
  override readonly name = 'MovedOn';
}

type Judged = { policyholderId: string; id: string; now: Date };

async function takeEffect(services: DueServices, due: Judged): Promise<boolean> {
  try {
    return await inTransaction(services.db, (transaction) => apply(services, transaction, due));
  } catch (error) {
    if (!(error instanceof MovedOn)) throw error;
    return inTransaction(services.db, (transaction) =>
      giveUp(services, transaction, { ...due, why: 'policy-changed' }),
    );
  }
}

async function apply(
  services: DueServices,
  transaction: ApiTransaction,
  { policyholderId, id, now }: Judged,
): Promise<boolean> {
  const group = await heldGroup(services, transaction, { policyholderId, id });
  if (!group || (await isHeldBack(services, transaction, { policyholderId, group }))) return false;
  const step = transition(changeStateOf(group, { holds: [], consents: [] }), { event: 'take-effect', at: now });
  if (!step.ok) return false;
  const lacking = await consentsLackingNow(services, transaction, { policyholderId, group });
  if (lacking.length > 0) return giveUp(services, transaction, { policyholderId, id, now, why: 'consent-missing' });
  const { effectiveOn } = step.value;
  const settlement = { policyholderId, group, to: 'effective', effectiveOn, at: now } as const;
  const settled = await settleChange(services, transaction, settlement);
  if (!settled) throw new MovedOn();
  await enqueueChangeNotice(services, transaction, { policyholderId, group: settled, now });
  return true;
}

/** A newer change of one of its policies is under review: until that is decided, this one waits. */
async function isHeldBack(
  { endorsements }: DueServices,
  transaction: ApiTransaction,
  { policyholderId, group }: { policyholderId: string; group: EndorsementGroup },
): Promise<boolean> {
  const policyNumbers = group.map(({ policyNumber }) => policyNumber);
  return endorsements.isAnyInReview(transaction, policyholderId, policyNumbers);
}

// It never takes effect as it is. Another replica may just have done it.
async function giveUp(
  services: DueServices,
  transaction: ApiTransaction,
  { policyholderId, id, now, why }: Judged & { why: NotApplied },
): Promise<boolean> {
  const group = await heldGroup(services, transaction, { policyholderId, id });
  if (group?.[0].status !== 'confirmed') return false;
  for (const each of group) {
    const step = { policyholderId, id: each.id, from: 'confirmed', to: 'superseded', at: now } as const;
    if (!(await services.endorsements.advance(transaction, step))) return false;
  }
  await services.audit.append(transaction, policyholderId, now, { event: 'change-superseded', endorsementId: id, why });
  const policyNumbers = group.map(({ policyNumber }) => policyNumber);
  const letter = notAppliedNotice({ policyNumbers, why });
  await tellPolicyholder(services, transaction, { policyholderId, letter, at: now });
  return true;
}
