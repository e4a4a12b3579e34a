import { type Allocation, formatPercentage } from './allocation.ts';
import type { Beneficiary, Designation } from './beneficiary.ts';
import { type CalendarDate, dayInWords } from './calendar-date.ts';
import { type BeneficiaryChange, compareDesignations } from './compare-designations.ts';
import { partyName } from './party.ts';

/**
 * What is confirmed, for whoever asks for the second proof: a title and few short lines of plain text. Whoever asks for the
 * proof and whoever takes it make them of the same change by the same rule, so that they can be compared.
 */
export type ChangeInLines = { title: string; lines: readonly string[] };

/** A change of beneficiaries, on one policy or on several. */
export type DesignationChange = Readonly<{
  policyNumber: string;
  before: Designation;
  after: Designation;
  /** The later day that was asked for. */
  askedFor?: CalendarDate | undefined;
  /** The other policies that it changes together with this one. */
  together?: readonly Readonly<{ policyNumber: string; before: Designation }>[] | undefined;
}>;

const MOST_LINES = 8;

/** Says a change in few words: the policies, each beneficiary that is added, removed or changed, and from when it counts. */
export function changeInLines({
  policyNumber,
  before,
  after,
  askedFor,
  together = [],
}: DesignationChange): ChangeInLines {
  const own = compareDesignations(before, after).flatMap(changeInLine);
  const others = together.flatMap((each) => [
    `Policy ${each.policyNumber}`,
    ...compareDesignations(each.before, after).flatMap(changeInLine),
  ]);
  const changes = [...own, ...others];
  const shown = changes.length > MOST_LINES ? changes.slice(0, MOST_LINES - 1) : changes;
  const rest = changes.length - shown.length;
  return {
    title: together.length === 0 ? 'Change beneficiaries' : `Change beneficiaries of ${together.length + 1} policies`,
    lines: [
      `Policy ${policyNumber}`,
      ...shown,
      ...(rest > 0 ? [`and ${rest} more`] : []),
      ...(askedFor === undefined ? [] : [`Counts from ${dayInWords(askedFor)}`]),
    ],
  };
}

function changeInLine(change: BeneficiaryChange): readonly string[] {
  switch (change.change) {
    case 'added':
      return [`Added: ${inShort(change.after)}`];
    case 'removed':
      return [`Removed: ${inShort(change.before)}`];
    case 'changed':
      return [`Changed: ${inShort(change.after)}, was ${inPercent(change.before.allocation)}`];
    case 'kept':
      return [];
  }
}

function inShort({ party, allocation, class: beneficiaryClass }: Beneficiary): string {
  return `${partyName(party)}, ${inPercent(allocation)} ${beneficiaryClass}`;
}

function inPercent(allocation: Allocation): string {
  return `${formatPercentage(allocation)}\u00a0%`;
}
