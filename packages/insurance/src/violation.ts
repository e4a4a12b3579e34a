/** One broken rule: where, which, and what to say to the person who can mend it. */
export type Violation = {
  /** Path of the field, such as `beneficiaries/0/name`; of the whole list for rules between beneficiaries. */
  field: string;
  /** Stable name of the rule. */
  code: string;
  message: string;
};

/** A value that keeps every rule, or all the rules that the proposal breaks. */
export type Parsed<Value> = { ok: true; value: Value } | { ok: false; violations: readonly Violation[] };
