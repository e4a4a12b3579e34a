import type { Letter } from './tell-policyholder.ts';

/** The letter when a change was declined. */
export function declinedNotice({
  policyNumbers,
  reason,
}: {
  policyNumbers: readonly string[];
  reason: string;
}): Letter {
  return {
    subject: 'Your change of beneficiaries was declined',
    body: `Hello,

we looked at the change of beneficiaries that you asked for on ${policiesInWords(policyNumbers)},
and could not record it. The beneficiaries are as they were.

The reason: ${reason}

You can ask for another change at any time, or call us by the telephone number on your
policy documents.

Surety
`,
  };
}

/** Why a change did not take effect on its day. */
export type NotApplied = 'policy-changed' | 'consent-missing';

// Mail is read by others: it names nobody.
const WHY_NOT_APPLIED: Record<NotApplied, string> = {
  'policy-changed': `It did not, because the policy is not any more as it was
when you asked. The beneficiaries are as the policy shows them now.`,
  'consent-missing': `It did not, because somebody has to consent to it by now
who did not have to when you asked: you have moved since, or the rules have changed. The
beneficiaries are as they were. Ask for the change again, and we ask for the consent.`,
};

/** The letter when the day of a change has come and it could not take effect. */
export function notAppliedNotice({
  policyNumbers,
  why,
}: {
  policyNumbers: readonly string[];
  why: NotApplied;
}): Letter {
  return {
    subject: 'A change of beneficiaries did not take effect',
    body: `Hello,

the change of beneficiaries that you asked for on ${policiesInWords(policyNumbers)}
should have taken effect today. ${WHY_NOT_APPLIED[why]}

Sign in to look at them and to ask for the change again, or call us by the telephone
number on your policy documents.

Surety
`,
  };
}

/** `policy SUR-1`, or `policies SUR-1 and SUR-2`. */
export function policiesInWords(policyNumbers: readonly string[]): string {
  const [first = '', ...rest] = policyNumbers;
  const last = rest.pop();
  return last === undefined ? `policy ${first}` : `policies ${[first, ...rest].join(', ')} and ${last}`;
}
