import { compareDesignations, type Designation } from '@surety/insurance';

export type ChangeNoticeProps = {
  policyNumber: string;
  /** Number of the endorsement. */
  number: string;
  before: Designation;
  after: Designation;
  confirmedAt: Date;
};

/** The letter about a change of beneficiaries. Mail is read by others: it names no beneficiary and no share. */
export function changeNotice(props: ChangeNoticeProps): { subject: string; body: string } {
  const { policyNumber, number, confirmedAt } = props;
  const when = `${confirmedAt.toISOString().slice(0, 16).replace('T', ' at ')} UTC`;
  return {
    subject: `The beneficiaries of policy ${policyNumber} were changed`,
    body: `Hello,

the beneficiaries of your policy ${policyNumber} were changed on ${when}: ${inWords(props)}.
The change was confirmed with a second factor and is in effect. It is recorded as endorsement ${number}.

If this was you, there is nothing to do. For your privacy this message names nobody;
sign in to see the beneficiaries as they are now.

If this was not you, please act now:
1. Sign in and change your password.
2. Look at the history of the policy and note what is wrong.
3. Tell us by the telephone number on your policy documents, and have the endorsement number
   ${number} ready. We will put the former beneficiaries back.

Surety
`,
  };
}

function inWords({ before, after }: ChangeNoticeProps): string {
  const changes = compareDesignations(before, after);
  const count = (wanted: string) => changes.filter(({ change }) => change === wanted).length;
  const parts = (['added', 'removed', 'changed'] as const)
    .map((change) => ({ change, number: count(change) }))
    .filter(({ number }) => number > 0)
    .map(({ change, number }) => `${number} ${change}`);
  return parts.join(', ');
}
