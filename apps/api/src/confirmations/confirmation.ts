import { BENEFICIARY_CLASSES, type BeneficiaryClass, type Designation, dayInWords, ofClass } from '@surety/insurance';
import type { EndorsementRecord } from '../endorsements/endorsement-record.ts';
import { beneficiaryInWords, momentInWords } from './in-words.ts';

/** What a confirmation says, before it is put on paper. */
export type Confirmation = {
  title: string;
  facts: readonly { name: string; value: string }[];
  /** The designation before and after, class by class. */
  designations: readonly { title: string; classes: readonly { title: string; lines: readonly string[] }[] }[];
  closing: string;
};

/**
 * The confirmation of an endorsement that took effect; `undefined` for any other.
 * @param together the endorsements of other policies that were made by the same change
 */
export function confirmationOf(
  record: EndorsementRecord,
  { now, together }: { now: Date; together: readonly EndorsementRecord[] },
): Confirmation | undefined {
  const { number, policyNumber, confirmedAt, effectiveOn, reverses, status } = record;
  if (number === undefined || confirmedAt === undefined || effectiveOn === undefined) return undefined;
  const when = momentInWords(confirmedAt);
  const evidence =
    reverses === undefined
      ? `Confirmed with a second factor on ${when}${classesOf(record)}`
      : `Undoes endorsement ${reverses}, which was reported as not the policyholder's own on ${when}`;
  return {
    title: `Confirmation of endorsement ${number}`,
    facts: [
      { name: 'Endorsement', value: number },
      { name: 'Policy', value: policyNumber },
      { name: 'Subject', value: 'Beneficiaries' },
      { name: 'Effective', value: dayInWords(effectiveOn) },
      { name: 'Evidence', value: evidence },
      ...furtherFacts(record, together),
      ...(status === 'reversed' ? [{ name: 'State', value: 'Undone since by a later endorsement' }] : []),
    ],
    designations: [designation('Before', record.before), designation('After', record.after)],
    closing: `Surety recorded this endorsement. This confirmation was made on ${momentInWords(now)}.`,
  };
}

function classesOf({ evidence }: EndorsementRecord): string {
  return evidence && evidence.classes.length > 0 ? ` (${evidence.classes.join(', ')})` : '';
}

function furtherFacts(
  { holds, askedFor }: EndorsementRecord,
  together: readonly EndorsementRecord[],
): readonly { name: string; value: string }[] {
  const numbers = together.map(({ number, policyNumber }) => number ?? policyNumber).join(', ');
  return [
    ...(askedFor === undefined ? [] : [{ name: 'Asked for', value: `From ${dayInWords(askedFor)}` }]),
    ...(holds.length === 0
      ? []
      : [{ name: 'Review', value: 'Looked at and approved by somebody else before it took effect' }]),
    ...(numbers === '' ? [] : [{ name: 'One change together with', value: numbers }]),
  ];
}

const CLASS_TITLES: Record<BeneficiaryClass, string> = {
  primary: 'Primary beneficiaries',
  contingent: 'Contingent beneficiaries',
};

function designation(title: string, members: Designation): Confirmation['designations'][number] {
  const classes = BENEFICIARY_CLASSES.map((each) => {
    const lines = ofClass(members, each).map(beneficiaryInWords);
    return { title: CLASS_TITLES[each], lines: lines.length === 0 ? ['Nobody is named.'] : lines };
  });
  return { title, classes };
}
