import type { ContactChangeDocument } from '@surety/api-contract';
import { inTransaction } from '@surety/database';
import { type ContactData, type ContactProposal, changedContactParts, parseContactData } from '@surety/insurance';
import { parseEmailAddress } from '@surety/web';
import type { Caller } from '../access/bearer.ts';
import { forgottenBefore, privilegedDraft } from '../access/privileged-draft.ts';
import { digestOf } from '../audit/audit-event.ts';
import { rulesBroken } from '../endorsements/designation-of.ts';
import { matchesVersion } from '../policies/entity-tag.ts';
import type { Services } from '../services.ts';
import type { ContactChange } from './contact-change.ts';
import type { ContactOfRecord } from './contact-repository.ts';
import { contactChangeDocument } from './read-contacts.ts';
import { contactChanged, contactFrozen, contactVersionMissing, noSuchPolicyholder } from './refusals.ts';

type DraftServices = Pick<Services, 'db' | 'contacts' | 'audit' | 'clock' | 'random'>;

/**
 * Writes down what the contact data should become, with a challenge that the proof for exactly this change must carry.
 * They stay as they are.
 * @throws Refusal 404, 409, 412 or 428; RulesBroken 422
 */
export async function draftContactChange(
  services: DraftServices,
  { policyholderId }: Caller,
  { ifMatch, proposal }: { ifMatch: string | undefined; proposal: ContactProposal },
): Promise<ContactChangeDocument> {
  if (policyholderId === undefined) throw noSuchPolicyholder();
  const { contacts, audit, random } = services;
  const now = services.clock();
  return inTransaction(services.db, async (transaction) => {
    const current = await contacts.find(policyholderId, transaction);
    if (!current) throw noSuchPolicyholder();
    assertChangeable(current, ifMatch);
    const { contact: before, version: basedOn } = current;
    const after = contactFromProposal(proposal, before);
    const change: ContactChange = { ...privilegedDraft({ random, now }), status: 'draft', before, after, basedOn };
    await contacts.forgetUnconfirmed(transaction, policyholderId, forgottenBefore(now));
    await contacts.addDraft(transaction, policyholderId, change);
    const content = { changeId: change.id, basedOn, after: digestOf(after) };
    await audit.append(transaction, policyholderId, now, { event: 'contact-change-drafted', ...content });
    return contactChangeDocument(change, now);
  });
}

function assertChangeable({ version, isFrozen }: ContactOfRecord, ifMatch: string | undefined): void {
  if (isFrozen) throw contactFrozen();
  const matches = matchesVersion(ifMatch, version);
  if (matches === undefined) throw contactVersionMissing();
  if (!matches) throw contactChanged();
}

function contactFromProposal(proposal: ContactProposal, before: ContactData): ContactData {
  const parsed = parseContactData(proposal);
  if (!parsed.ok) throw rulesBroken('The contact data break a rule.', parsed.violations);
  // The one form in which an address is written to; the rules above are looser than the mail system.
  const email = parseEmailAddress(parsed.value.email ?? '');
  const message = 'Enter an e-mail address such as name@example.com.';
  if (email === undefined) throw rulesBroken(message, [{ field: 'email', code: 'malformed', message }]);
  const after = { ...parsed.value, email };
  if (changedContactParts(before, after).length > 0) return after;
  const same = 'These are the contact data as they stand. Change something, or leave them as they are.';
  throw rulesBroken(same, [{ field: 'email', code: 'nothing-changed', message: same }]);
}
