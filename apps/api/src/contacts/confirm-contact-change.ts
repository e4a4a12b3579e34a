import type { ContactChangeDocument } from '@surety/api-contract';
import { inTransaction } from '@surety/database';
import { changedContactParts, contactChangeInLines } from '@surety/insurance';
import type { VerifiedAccessToken } from '@surety/oauth';
import type { Caller } from '../access/bearer.ts';
import { requireProof, spendProof } from '../access/requirement.ts';
import { digestOf, recordEvidence } from '../audit/audit-event.ts';
import type { ApiDatabase, ApiTransaction } from '../database.ts';
import { draftExpired } from '../endorsements/refusals.ts';
import { hashOfToken } from '../reversals/reversal-link-repository.ts';
import type { Services } from '../services.ts';
import type { ContactChange } from './contact-change.ts';
import { contactChangeDocument, contactStatusAt } from './read-contacts.ts';
import { contactAlreadySettled, contactChanged, contactFrozen, noSuchContactChange } from './refusals.ts';
import { tellOfContactChange } from './tell-of-contact-change.ts';

type ConfirmServices = Omit<Services, 'demoMode' | 'logger'>;

/**
 * Makes drafted contact data those of record, once, on fresh proof of a second factor that is bound to exactly this draft.
 * The state is judged before the proof, and again by the conditions of the writes, because another confirmation may have
 * come first.
 * @throws Refusal 404, 409, 410 or 412; BearerRefused 401
 */
export async function confirmContactChange(
  services: ConfirmServices,
  { policyholderId, token }: Caller,
  id: string,
): Promise<ContactChangeDocument> {
  if (policyholderId === undefined) throw noSuchContactChange();
  const now = services.clock();
  const change = await confirmable(services, services.db, { policyholderId, id, now });
  const transaction = contactChangeInLines({ ...change, changed: changedContactParts(change.before, change.after) });
  requireProof(services.proofRule, token.evidence, { change: { ...change, transaction }, now });
  const confirmed = await inTransaction(services.db, (transaction) =>
    makeEffective(services, transaction, { policyholderId, change, token, now }),
  );
  services.wakeNotices();
  return contactChangeDocument(confirmed, now);
}

async function confirmable(
  { contacts }: Pick<Services, 'contacts'>,
  reader: ApiDatabase,
  { policyholderId, id, now }: { policyholderId: string; id: string; now: Date },
): Promise<ContactChange> {
  const change = await contacts.findChange(policyholderId, id, reader);
  const current = await contacts.find(policyholderId, reader);
  if (!change || !current) throw noSuchContactChange();
  const status = contactStatusAt(change, now);
  if (status === 'expired') throw draftExpired();
  if (status === 'effective' || status === 'reversed') throw contactAlreadySettled(status);
  if (current.isFrozen) throw contactFrozen();
  if (status === 'superseded' || current.version !== change.basedOn) throw contactChanged();
  return change;
}

type Proven = { policyholderId: string; change: ContactChange; token: VerifiedAccessToken; now: Date };

async function makeEffective(
  services: ConfirmServices,
  transaction: ApiTransaction,
  { policyholderId, change, token, now }: Proven,
): Promise<ContactChange> {
  const { contacts, audit, random } = services;
  const { id, basedOn, before, after } = change;
  if (!(await contacts.replace(transaction, { policyholderId, basedOn, contact: after, at: now }))) {
    await confirmable(services, transaction, { policyholderId, id, now });
    throw contactChanged();
  }
  await spendProof(services, transaction, token, { change, now });
  const reversalToken = random.token();
  const evidence = recordEvidence(token.evidence);
  const reversalHash = hashOfToken(reversalToken);
  const isOurs = await contacts.confirm(transaction, {
    policyholderId,
    change,
    confirmedAt: now,
    evidence,
    reversalHash,
  });
  if (!isOurs) throw contactChanged();
  await contacts.supersedeDrafts(transaction, policyholderId);
  const changed = changedContactParts(before, after);
  const content = { changeId: id, changed, before: digestOf(before), after: digestOf(after), evidence };
  await audit.append(transaction, policyholderId, now, { event: 'contact-changed', ...content });
  await tellOfContactChange(services, transaction, { policyholderId, changed, reversalToken, at: now });
  return { ...change, status: 'effective', confirmedAt: now, challenge: '' };
}
