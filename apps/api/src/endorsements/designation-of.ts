import {
  type CalendarDate,
  compareDesignations,
  type Designation,
  type DesignationProposal,
  type Policy,
  parseDesignation,
  type Violation,
} from '@surety/insurance';
import { RulesBroken } from '../rules-broken.ts';

type Place = {
  today: CalendarDate;
  /** 0 for the leading policy; its violations stand at their fields, those of others at the policy. */
  index: number;
  /** What else is wrong with the proposal, to be heard in the same breath. */
  also: readonly Violation[];
};

/**
 * The designation that a proposal makes of a policy.
 * @throws RulesBroken 422 with every rule that it breaks there
 */
export function designationOf(
  policy: Policy,
  proposal: DesignationProposal,
  { today, index, also }: Place,
): Designation {
  const parsed = parseDesignation(proposal, { today, insured: policy.insured });
  if (!parsed.ok)
    throw rulesBroken('The designation breaks a rule.', [...placed(parsed.violations, policy, index), ...also]);
  const isUnchanged = compareDesignations(policy.designation, parsed.value).every(({ change }) => change === 'kept');
  if (!isUnchanged) return parsed.value;
  const message = 'This is the designation as it stands. Change something, or leave it as it is.';
  throw rulesBroken(message, placed([{ field: 'beneficiaries', code: 'nothing-changed', message }], policy, index));
}

function placed(violations: readonly Violation[], { number }: Policy, index: number): readonly Violation[] {
  if (index === 0) return violations;
  return violations.map(({ code, message }) => ({
    field: `alsoOn/${index - 1}`,
    code,
    message: `Policy ${number}: ${message}`,
  }));
}

/** A proposal that was read but breaks rules. */
export function rulesBroken(message: string, violations: readonly Violation[]): RulesBroken {
  const [first] = violations;
  const code = first?.code === 'nothing-changed' ? first.code : 'rules-broken';
  return new RulesBroken({ status: 422, code, message }, violations);
}
