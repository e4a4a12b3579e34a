import type { ReversalDocument } from '@surety/api-contract';

type Outcome = Omit<ReversalDocument, 'also'>;

const WHAT_WAS_DONE: Record<Outcome['outcome'], (done: Outcome) => string> = {
  restored: ({ reported, number }) =>
    `We have put the former beneficiaries back. Endorsement ${number} undoes ${reported}.`,
  'changed-since': ({ reported }) =>
    `We have not put the former beneficiaries back, because there was another change after ${reported}.`,
  stopped: () => 'It had not taken effect, and never will. The beneficiaries are as they were.',
  'not-in-force': () => 'We have not put the former beneficiaries back, because the policy is not in force.',
};

/** The letter after a report that a change was not the policyholder's own. It names no beneficiary. */
export function reversalNotice(done: ReversalDocument): { subject: string; body: string } {
  const { policyNumber, reported, also = [] } = done;
  const what = reported === policyNumber ? 'a change' : `the change ${reported}`;
  return {
    subject: `Policy ${policyNumber}: a change was reported as not yours`,
    body: `Hello,

somebody with the link from our earlier message told us that ${what}
of the beneficiaries of your policy ${policyNumber} was not yours.

${WHAT_WAS_DONE[done.outcome](done)}
Nobody can change the beneficiaries of this policy for now.
${also.map(alsoDone).join('')}

What to do next:
1. Choose a new password: on our sign-in page, "Forgot your password?".
2. Call us by the telephone number on your policy documents, and have the number
   ${reported} ready. We make sure that it is you, look at what happened, and open the
   policy for changes again.

If you did not report this yourself, call us as well.

Surety
`,
  };
}

function alsoDone(done: Outcome): string {
  return `
The same change was made on policy ${done.policyNumber}.
${WHAT_WAS_DONE[done.outcome](done)}
Nobody can change the beneficiaries of that policy either.
`;
}

/** The letter to the insurer about such a report. It names nobody. */
export function reportForInsurer(done: ReversalDocument): { subject: string; body: string } {
  const all = [done, ...(done.also ?? [])];
  return {
    subject: `Reported as not theirs: ${all.map(({ reported }) => reported).join(', ')}`,
    body: `A policyholder reported a change of beneficiaries as not their own.

${all.map((each) => `Policy ${each.policyNumber}: ${each.outcome}${each.number === undefined ? '' : `, by ${each.number}`}. It is frozen.`).join('\n')}

Speak with the policyholder, then open the policy again:
npm run policies -- unfreeze NUMBER --reason TEXT
`,
  };
}

/** The letter when the insurer has opened a policy for changes again. */
export function unfrozenNotice(policyNumber: string): { subject: string; body: string } {
  return {
    subject: `Policy ${policyNumber} is open for changes again`,
    body: `Hello,

the beneficiaries of your policy ${policyNumber} can be changed again. If you did not speak with us
about this, call us by the telephone number on your policy documents.

Surety
`,
  };
}
