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

/** The letter when the day of a change has come and it could not take effect. */
export function notAppliedNotice(policyNumbers: readonly string[]): Letter {
  return {
    subject: 'A change of beneficiaries did not take effect',
    body: `Hello,

the change of beneficiaries that you asked for on ${policiesInWords(policyNumbers)}
should have taken effect today. It did not, because the policy is not any more as it was
when you asked. The beneficiaries are as the policy shows them now.

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
