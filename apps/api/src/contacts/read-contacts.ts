import type { ContactChangeDocument, ContactDocument } from '@surety/api-contract';
import { changedContactParts } from '@surety/insurance';
import type { Caller } from '../access/bearer.ts';
import { type PageQuery, pageOf } from '../pages/page.ts';
import { entityTag } from '../policies/entity-tag.ts';
import type { Services } from '../services.ts';
import type { ContactChange } from './contact-change.ts';
import { noSuchContactChange, noSuchPolicyholder, WHY_CONTACT_IS_FIXED } from './refusals.ts';

/**
 * The caller's contact data of record and their `ETag`.
 * @throws Refusal `no-such-policyholder` (404)
 */
export async function getContact(
  { contacts }: Pick<Services, 'contacts'>,
  { policyholderId }: Caller,
): Promise<{ body: ContactDocument; etag: string }> {
  const found = policyholderId === undefined ? undefined : await contacts.find(policyholderId);
  if (!found) throw noSuchPolicyholder();
  const { contact, version, isFrozen, changedAt } = found;
  const body: ContactDocument = {
    contact,
    ...(changedAt === undefined ? {} : { changedAt: changedAt.toISOString() }),
    ...(isFrozen ? { whyContactIsFixed: WHY_CONTACT_IS_FIXED } : {}),
  };
  return { body, etag: entityTag(version) };
}

/**
 * What the caller's contact data were, newest change first.
 * @throws Refusal `no-such-policyholder` (404), `cursor-unknown` (400)
 */
export async function listContactChanges(
  { contacts, clock }: Pick<Services, 'contacts' | 'clock'>,
  { policyholderId }: Caller,
  query: PageQuery,
): Promise<{ changes: ContactChangeDocument[]; next?: string }> {
  if (policyholderId === undefined) throw noSuchPolicyholder();
  const now = clock();
  const { members, ...next } = await pageOf({ reader: policyholderId, list: 'contact-changes' }, query, {
    read: (after, limit) =>
      contacts.history(policyholderId, { after: after === undefined ? undefined : Number(after), limit }),
    keyOf: ({ basedOn }) => String(basedOn),
  });
  return { changes: members.map((change) => contactChangeDocument(change, now)), ...next };
}

/**
 * One of the caller's changes of contact data, drafts included.
 * @throws Refusal `no-such-contact-change` (404)
 */
export async function getContactChange(
  { contacts, clock }: Pick<Services, 'contacts' | 'clock'>,
  { policyholderId }: Caller,
  id: string,
): Promise<ContactChangeDocument> {
  const change = policyholderId === undefined ? undefined : await contacts.findChange(policyholderId, id);
  if (!change) throw noSuchContactChange();
  return contactChangeDocument(change, clock());
}

/** A change as the contract shows it. The challenge is shown while the draft can still be confirmed. */
export function contactChangeDocument(change: ContactChange, now: Date): ContactChangeDocument {
  const { id, before, after, draftedAt, expiresAt, confirmedAt } = change;
  const status = contactStatusAt(change, now);
  return {
    id,
    status,
    before,
    after,
    changed: [...changedContactParts(before, after)],
    draftedAt: draftedAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    ...(confirmedAt === undefined ? {} : { confirmedAt: confirmedAt.toISOString() }),
    ...(status === 'draft' ? { challenge: change.challenge } : {}),
  };
}

/** The status at `now`: a draft past its time has expired, whether or not anyone wrote that down. */
export function contactStatusAt({ status, expiresAt }: ContactChange, now: Date): ContactChange['status'] {
  return status === 'draft' && expiresAt <= now ? 'expired' : status;
}
