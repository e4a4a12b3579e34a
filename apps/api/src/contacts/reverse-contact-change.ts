import type { ContactReversalDocument } from '@surety/api-contract';
import { inTransaction } from '@surety/database';
import { changedContactParts, daysAfter, REVERSAL_NOTICE_DAYS } from '@surety/insurance';
import { digestOf } from '../audit/audit-event.ts';
import { contactRestoredNotice } from '../notices/contact-notice.ts';
import { tellPolicyholder } from '../notices/tell-policyholder.ts';
import { linkWorthless } from '../reversals/refusals.ts';
import { hashOfToken } from '../reversals/reversal-link-repository.ts';
import type { Services } from '../services.ts';

type ReverseServices = Pick<
  Services,
  | 'db'
  | 'contacts'
  | 'policyholders'
  | 'audit'
  | 'notices'
  | 'market'
  | 'clock'
  | 'random'
  | 'logger'
  | 'insurerMailbox'
  | 'wakeNotices'
>;

/**
 * "This was not me": puts the contact data from before the change back, whatever was changed since, and freezes them.
 * Putting back counts as a change of them, so changes of beneficiaries in the days after it are reviewed first.
 * The token authorises it by itself, because whoever lost their account cannot sign in.
 * @throws Refusal 404, 409 or 410 about the link
 */
export async function reverseContactChange(services: ReverseServices, token: string): Promise<ContactReversalDocument> {
  const { contacts, audit } = services;
  const now = services.clock();
  const changed = await inTransaction(services.db, async (transaction) => {
    const found = await contacts.findByReversal(transaction, hashOfToken(token));
    if (!found) throw linkWorthless('unknown');
    const { policyholderId, change } = found;
    if (daysAfter(change.confirmedAt ?? now, REVERSAL_NOTICE_DAYS) <= now) throw linkWorthless('expired');
    if (!(await contacts.markReversed(transaction, policyholderId, change.id))) throw linkWorthless('used');
    const parts = changedContactParts(change.before, change.after);
    await contacts.restoreAndFreeze(transaction, { policyholderId, contact: change.before, at: now });
    await contacts.supersedeDrafts(transaction, policyholderId);
    const content = { changeId: change.id, changed: parts, after: digestOf(change.before) };
    await audit.append(transaction, policyholderId, now, { event: 'contact-restored', ...content });
    const letter = contactRestoredNotice();
    await tellPolicyholder(services, transaction, { policyholderId, letter, at: now });
    const { insurerMailbox: recipient, random, notices } = services;
    if (recipient !== undefined)
      await notices.enqueue(transaction, { policyholderId, id: random.token(), recipient, ...letter }, now);
    return parts;
  });
  services.logger.warn({ event: 'contact-change-reported', changed });
  services.wakeNotices();
  return { outcome: 'restored', changed: [...changed] };
}
