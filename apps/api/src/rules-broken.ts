import type { Violation } from '@surety/insurance';
import { Refusal } from '@surety/web';

/** A body that was read but breaks rules; each violation names its field. */
export class RulesBroken extends Refusal {
  override readonly name = 'RulesBroken';
  readonly violations: readonly Violation[];

  /** @param status 422 for a rule of the subject, 400 for a body of the wrong shape */
  constructor(options: { status: 400 | 422; code: string; message: string }, violations: readonly Violation[]) {
    super(options);
    this.violations = violations;
  }
}
