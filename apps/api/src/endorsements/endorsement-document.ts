import type { EndorsementDocument } from '@surety/api-contract';
import { partyName, statusAt, warningsAbout } from '@surety/insurance';
import type { ConsentRecord } from '../reviews/consent-repository.ts';
import type { EndorsementRecord } from './endorsement-record.ts';
import type { EndorsementGroup } from './endorsement-repository.ts';
import type { Judgement } from './judge-change.ts';

/** What is known of a change besides its endorsements. */
export type Particulars = {
  /** Which of the endorsements was asked for; the others are shown as made together with it. */
  asked: string;
  now: Date;
  /** Of a draft: what stands against it taking effect at once. */
  judgement?: Judgement | undefined;
  /** Of a change under review: whose consents are asked for. */
  consents?: readonly ConsentRecord[] | undefined;
  /** Of a draft: older changes that it would replace. */
  replaces?: readonly EndorsementRecord[] | undefined;
  declinedBecause?: string | undefined;
};

/** A change as the contract shows it, from the side of one of its policies. */
export function groupDocument(group: EndorsementGroup, particulars: Particulars): EndorsementDocument {
  const [lead] = group;
  const asked = group.find(({ id }) => id === particulars.asked) ?? lead;
  const others = group.filter(({ id }) => id !== asked.id);
  const { judgement, replaces = [], declinedBecause, now } = particulars;
  const holds = judgement?.holds ?? asked.holds;
  return {
    ...endorsementDocument(asked, now),
    ...(statusAt(lead, now) === 'draft' ? { challenge: lead.challenge } : {}),
    ...(holds.length === 0 ? {} : { holds: [...holds] }),
    ...consentsOf(particulars),
    ...(others.length === 0 ? {} : { together: others.map(inShort) }),
    ...(replaces.length === 0 ? {} : { replaces: replaces.map(replacedInShort) }),
    ...(declinedBecause === undefined ? {} : { declinedBecause }),
  };
}

function consentsOf({ judgement, consents }: Particulars): Pick<EndorsementDocument, 'consents'> {
  const awaited = judgement?.needs.map(({ policyNumber, need }) => ({
    policyNumber,
    need,
    answer: 'awaited' as const,
  }));
  const all = (consents ?? awaited ?? []).map(({ policyNumber, need: { reason, party }, answer }) => ({
    policyNumber,
    reason,
    name: partyName(party),
    answer,
  }));
  return all.length === 0 ? {} : { consents: all };
}

function inShort({ id, policyNumber, number, before, status }: EndorsementRecord) {
  return { id, policyNumber, status, before: [...before], ...(number === undefined ? {} : { number }) };
}

function replacedInShort({ id, policyNumber, status, effectiveOn }: EndorsementRecord) {
  return { id, policyNumber, status, ...(effectiveOn === undefined ? {} : { effectiveOn }) };
}

/** An endorsement by itself, as the contract shows it. */
export function endorsementDocument(record: EndorsementRecord, now: Date): EndorsementDocument {
  const { number, confirmedAt, effectiveOn, askedFor, reverses, evidence } = record;
  return {
    id: record.id,
    policyNumber: record.policyNumber,
    status: statusAt(record, now),
    ...(number === undefined ? {} : { number }),
    before: [...record.before],
    after: [...record.after],
    warnings: [...warningsAbout(record.after)],
    draftedAt: record.draftedAt.toISOString(),
    expiresAt: record.expiresAt.toISOString(),
    ...(confirmedAt === undefined ? {} : { confirmedAt: confirmedAt.toISOString() }),
    ...(effectiveOn === undefined ? {} : { effectiveOn }),
    ...(askedFor === undefined ? {} : { askedFor }),
    ...(reverses === undefined ? {} : { reverses }),
    ...(evidence && confirmedAt
      ? { evidence: { kind: 'second-factor', at: confirmedAt.toISOString(), classes: [...evidence.classes] } }
      : {}),
  };
}
