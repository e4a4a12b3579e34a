import { formatPercentage, WHOLE } from './allocation.ts';
import {
  BENEFICIARY_CLASSES,
  type Beneficiary,
  type BeneficiaryClass,
  type Designation,
  DISTRIBUTION_RULES,
  ofClass,
} from './beneficiary.ts';
import type { CalendarDate } from './calendar-date.ts';
import { parseParty } from './parse-party.ts';
import { type Party, partyIdentity, partyName, sameName } from './party.ts';
import type { BeneficiaryProposal, DesignationProposal } from './proposal.ts';
import type { Parsed, Violation } from './violation.ts';

/** What the rules need to know besides the proposal. */
export type DesignationContext = {
  /** The day of the change. */
  today: CalendarDate;
  /** Absent when a former system did not record who is insured: then nobody can be recognised as the insured. */
  insured?: { name: string; bornOn: CalendarDate } | undefined;
};

/** Most beneficiaries of one policy. */
export const MOST_BENEFICIARIES = 20;

/** A designation that keeps every rule, or every rule that the proposal breaks. */
export function parseDesignation(proposal: DesignationProposal, context: DesignationContext): Parsed<Designation> {
  const { beneficiaries: proposals } = proposal;
  if (proposals.length > MOST_BENEFICIARIES) {
    return refused([violation('beneficiaries', 'too-many', `Name at most ${MOST_BENEFICIARIES} beneficiaries.`)]);
  }
  const parsed = proposals.map((each, index) => parseBeneficiary(each, `beneficiaries/${index}`, context));
  const own = parsed.flatMap(({ violations }) => violations);
  const violations = [...own, ...sharesOf(proposals), ...repeatedParties(parsed)];
  if (violations.length > 0) return refused(violations);
  return { ok: true, value: parsed.flatMap(({ beneficiary }) => beneficiary ?? []) };
}

type ParsedBeneficiary = { beneficiary?: Beneficiary; violations: readonly Violation[] };

function parseBeneficiary(proposal: BeneficiaryProposal, path: string, context: DesignationContext): ParsedBeneficiary {
  const { party, violations: ofParty } = parseParty(proposal, path, context.today);
  const beneficiaryClass = BENEFICIARY_CLASSES.find((known) => known === proposal.class);
  const distribution = DISTRIBUTION_RULES.find((known) => known === (proposal.distribution ?? 'per-capita'));
  const { allocation } = proposal;
  const violations = [...ofParty];
  if (!beneficiaryClass) violations.push(violation(`${path}/class`, 'missing', 'Choose primary or contingent.'));
  if (!distribution) violations.push(violation(`${path}/distribution`, 'unknown', 'Choose what happens to the share.'));
  if (!isAllocation(allocation)) {
    violations.push(
      violation(`${path}/allocation`, 'malformed', 'Enter a share above 0 and up to 100 %, with at most two decimals.'),
    );
  }
  if (party?.kind === 'estate' && proposal.irrevocable) {
    violations.push(violation(`${path}/irrevocable`, 'estate-irrevocable', 'The estate cannot be irrevocable.'));
  }
  if (party && isInsured(party, context.insured)) {
    violations.push(violation(`${path}/name`, 'is-insured', 'The insured cannot be a beneficiary of their own life.'));
  }
  if (violations.length > 0 || !party || !beneficiaryClass || !distribution || !isAllocation(allocation))
    return { violations };
  const irrevocable = proposal.irrevocable ? { irrevocable: true as const } : {};
  return { beneficiary: { class: beneficiaryClass, party, allocation, distribution, ...irrevocable }, violations };
}

function isAllocation(value: number | undefined): value is number {
  return Number.isInteger(value) && (value ?? 0) > 0 && (value ?? 0) <= WHOLE;
}

function isInsured(party: Party, insured: DesignationContext['insured']): boolean {
  if (!insured) return false;
  return party.kind === 'person' && sameName(party.name) === sameName(insured.name) && party.bornOn === insured.bornOn;
}

// Within each class the allocations sum to exactly 100 %; there is at least one primary.
function sharesOf(proposals: readonly BeneficiaryProposal[]): readonly Violation[] {
  return BENEFICIARY_CLASSES.flatMap((each) => {
    const shares = proposals.filter((proposal) => proposal.class === each).map(({ allocation }) => allocation ?? 0);
    if (shares.length === 0) {
      return each === 'primary'
        ? [violation('beneficiaries', 'no-primary', 'Name at least one primary beneficiary.')]
        : [];
    }
    const total = shares.reduce((sum, share) => sum + share, 0);
    return total === WHOLE ? [] : [wrongTotal(each, total)];
  });
}

function wrongTotal(each: BeneficiaryClass, total: number): Violation {
  const written = Number.isInteger(total) ? `They add up to ${formatPercentage(total)} % now.` : '';
  return violation(
    `beneficiaries/${each}`,
    'not-whole',
    `The shares of the ${each} beneficiaries must add up to exactly 100 %. ${written}`.trim(),
  );
}

function repeatedParties(parsed: readonly ParsedBeneficiary[]): readonly Violation[] {
  const seen = new Set<string>();
  return parsed.flatMap(({ beneficiary }, index) => {
    if (!beneficiary) return [];
    const identity = `${beneficiary.class}:${partyIdentity(beneficiary.party)}`;
    if (!seen.has(identity)) {
      seen.add(identity);
      return [];
    }
    const message = `${partyName(beneficiary.party)} already stands among the ${beneficiary.class} beneficiaries.`;
    return [violation(`beneficiaries/${index}/name`, 'repeated', message)];
  });
}

/** What is allowed but worth a second thought. */
export function warningsAbout(designation: Designation): readonly string[] {
  const warnings: string[] = [];
  if (designation.some(({ party }) => party.kind === 'estate')) {
    warnings.push('Proceeds paid to the estate pass through probate and can be claimed by creditors.');
  }
  if (ofClass(designation, 'contingent').length === 0) {
    warnings.push(
      'There is no contingent beneficiary: if no primary beneficiary survives, the proceeds go to the estate.',
    );
  }
  return warnings;
}

function violation(field: string, code: string, message: string): Violation {
  return { field, code, message };
}

function refused(violations: readonly Violation[]): { ok: false; violations: readonly Violation[] } {
  return { ok: false, violations };
}
