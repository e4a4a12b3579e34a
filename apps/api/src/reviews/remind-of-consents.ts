import { consentPath } from '@surety/api-contract';
import { inTransaction } from '@surety/database';
import { daysAfter } from '@surety/insurance';
import { heldGroup } from '../endorsements/held-group.ts';
import { consentReminder } from '../notices/consent-request.ts';
import { hashOfToken } from '../reversals/reversal-link-repository.ts';
import type { Services } from '../services.ts';
import { type AwaitedConsent, consentReminders } from './consent-reminder-repository.ts';

type RemindServices = Pick<
  Services,
  'db' | 'policies' | 'endorsements' | 'notices' | 'audit' | 'clock' | 'random' | 'market' | 'portalOrigin'
>;

const AT_ONCE = 20;

/**
 * Reminds by mail, once, everybody who was asked for a consent and has not answered when their link is about to expire;
 * answers how many it reminded. Several replicas may do this at once: one marks each consent, in the transaction of the letter.
 */
export async function remindOfConsents(services: RemindServices): Promise<number> {
  const now = services.clock();
  const until = daysAfter(now, services.market.consentReminderDays);
  const awaited = await consentReminders.expiring(services.db, { now, until }, AT_ONCE);
  let reminded = 0;
  for (const consent of awaited) reminded += (await remind(services, consent, now)) ? 1 : 0;
  return reminded;
}

async function remind(services: RemindServices, consent: AwaitedConsent, now: Date): Promise<boolean> {
  const { db, notices, audit, random, portalOrigin } = services;
  const { policyholderId, id, endorsementId, email: recipient, expiresAt } = consent;
  const token = random.token();
  return inTransaction(db, async (transaction) => {
    // It may have been decided or reported since it was found.
    const group = await heldGroup(services, transaction, { policyholderId, id: endorsementId });
    if (group?.[0].status !== 'in-review') return false;
    const reminder = { policyholderId, id, tokenHash: hashOfToken(token), at: now };
    if (!(await consentReminders.remind(transaction, reminder))) return false;
    const letter = consentReminder({ link: `${portalOrigin}${consentPath(token)}`, expiresAt });
    await notices.enqueue(transaction, { policyholderId, id: random.token(), recipient, ...letter }, now);
    await audit.append(transaction, policyholderId, now, { event: 'consent-reminded', endorsementId, consentId: id });
    return true;
  });
}
