import type { ConsentQuestionDocument } from '@surety/api-contract';
import { inTransaction } from '@surety/database';
import { partyName, sameName, transition } from '@surety/insurance';
import { Refusal } from '@surety/web';
import type { ApiDatabase, ApiTransaction } from '../database.ts';
import { rulesBroken } from '../endorsements/designation-of.ts';
import type { EndorsementGroup } from '../endorsements/endorsement-repository.ts';
import { heldGroup } from '../endorsements/held-group.ts';
import { changeStateOf } from '../endorsements/judge-change.ts';
import { linkWorthless } from '../reversals/refusals.ts';
import { hashOfToken } from '../reversals/reversal-link-repository.ts';
import type { Services } from '../services.ts';
import type { ConsentRecord } from './consent-repository.ts';
import { notAllowed } from './refusals.ts';

type ConsentServices = Pick<Services, 'db' | 'consents' | 'endorsements' | 'policies' | 'audit' | 'clock'>;

/**
 * What a change does to the party whose consent is asked for, and nothing about anybody else. Reading answers nothing.
 * @throws Refusal 404, 409 or 410 about the link
 */
export async function readConsent(services: ConsentServices, token: string): Promise<ConsentQuestionDocument> {
  const { consent, group } = await askedBy(services, services.db, token);
  const { policyNumber, need } = consent;
  const policy = await services.policies.find(consent.policyholderId, policyNumber);
  const { askedFor } = group[0];
  const share = ({ class: beneficiaryClass, allocation }: typeof need.before) => ({
    class: beneficiaryClass,
    allocation,
  });
  return {
    policyNumber,
    reason: need.reason,
    name: partyName(need.party),
    ...(policy?.insured ? { insuredName: policy.insured.name } : {}),
    before: share(need.before),
    ...(need.after ? { after: share(need.after) } : {}),
    ...(askedFor === undefined ? {} : { askedFor }),
    expiresAt: consent.expiresAt.toISOString(),
  };
}

/** What the party says. A consent is signed with their name as it stands on the policy. */
export type ConsentAnswer = { token: string; answer: 'given' | 'refused'; signature?: string | undefined };

/**
 * Writes the answer of a party down, once; the token of the mailed link authorises it alone. It decides nothing: staff do.
 * @throws Refusal 404, 409 or 410 about the link; RulesBroken 422 about the signature
 */
export async function answerConsent(
  services: ConsentServices,
  { token, answer, signature }: ConsentAnswer,
): Promise<{ answer: 'given' | 'refused'; policyNumber: string }> {
  const now = services.clock();
  return inTransaction(services.db, async (transaction) => {
    await holdAskedBy(services, transaction, token);
    const { consent, group, all } = await askedBy(services, transaction, token);
    const { id, policyholderId, policyNumber, endorsementId } = consent;
    const name = partyName(consent.need.party);
    if (answer === 'given' && sameName(signature ?? '') !== sameName(name)) throw notSigned(name);
    const state = changeStateOf(group, { holds: group[0].holds, consents: all });
    const step = transition(state, { event: 'answer-consent', at: now, id, answer });
    if (!step.ok) throw notAllowed(step.violation);
    const says = answer === 'given' ? `Signed by link: ${(signature ?? '').trim()}` : 'Refused by link';
    const written = { policyholderId, id, answer, at: now, evidence: says };
    if (!(await services.consents.answer(transaction, written))) throw linkWorthless('used');
    const event = { event: 'consent-answered', endorsementId, consentId: id, answer, by: 'link', says } as const;
    await services.audit.append(transaction, policyholderId, now, event);
    return { answer, policyNumber };
  });
}

// A decision or a report at the same moment comes before the answer or after it: nothing is written of a change that is closed.
async function holdAskedBy(services: ConsentServices, transaction: ApiTransaction, token: string): Promise<void> {
  const consent = await services.consents.byToken(transaction, hashOfToken(token));
  if (!consent) return;
  const { policyholderId, endorsementId: id } = consent;
  await heldGroup(services, transaction, { policyholderId, id });
}

type Asked = { consent: ConsentRecord; group: EndorsementGroup; all: readonly ConsentRecord[] };

async function askedBy(services: ConsentServices, reader: ApiDatabase, token: string): Promise<Asked> {
  const consent = await services.consents.byToken(reader, hashOfToken(token));
  if (!consent) throw linkWorthless('unknown');
  if (consent.answer !== 'awaited') throw linkWorthless('used');
  if (consent.expiresAt <= services.clock()) throw linkWorthless('expired');
  const { policyholderId, endorsementId } = consent;
  const group = await services.endorsements.group(policyholderId, endorsementId, reader);
  if (group?.[0].status !== 'in-review') throw noLongerAsked();
  return { consent, group, all: await services.consents.of(reader, policyholderId, endorsementId) };
}

function noLongerAsked(): Refusal {
  return new Refusal({
    code: 'no-longer-asked',
    status: 409,
    message: 'This change is no longer under review, so nobody is asked about it any more.',
  });
}

function notSigned(name: string): Error {
  const message = `To consent, type your name as it stands on the policy: ${name}.`;
  return rulesBroken(message, [{ field: 'signature', code: 'not-your-name', message }]);
}
