import type { EndorsementDocument } from '@surety/api-contract';
import { type Beneficiary, type BeneficiaryChange, compareDesignations, partyName } from '@surety/insurance';
import { inDays, inPercent } from '../views/format.ts';

/** What is confirmed, for whoever asks for the second proof: a title and few short lines of plain text. */
export type ChangeInLines = { title: string; lines: readonly string[] };

const MOST_LINES = 8;

/** Says a change in few words: the policies, each beneficiary that is added, removed or changed, and from when it counts. */
export function changeInLines({
  policyNumber,
  before,
  after,
  askedFor,
  together = [],
}: EndorsementDocument): ChangeInLines {
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
      ...(askedFor === undefined ? [] : [`Counts from ${inDays(askedFor)}`]),
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
