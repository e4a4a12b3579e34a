import { compareDesignations, type Designation, REVERSAL_NOTICE_DAYS } from '@surety/insurance';

export type ChangeNoticeProps = {
  policyNumber: string;
  /** Number of the endorsement. */
  number: string;
  before: Designation;
  after: Designation;
  confirmedAt: Date;
  /** Undoes the change, once. */
  reversalLink: string;
};

/** The letter about a change of beneficiaries. Mail is read by others: it names no beneficiary and no share. */
export function changeNotice(props: ChangeNoticeProps): { subject: string; body: string } {
  const { policyNumber, number, confirmedAt, reversalLink } = props;
  const when = `${confirmedAt.toISOString().slice(0, 16).replace('T', ' at ')} UTC`;
  return {
    subject: `The beneficiaries of policy ${policyNumber} were changed`,
    body: `Hello,

the beneficiaries of your policy ${policyNumber} were changed on ${when}: ${inWords(props)}.
The change was confirmed with a second factor and is in effect. It is recorded as endorsement ${number}.

If this was you, there is nothing to do. For your privacy this message names nobody;
sign in to see the beneficiaries as they are now.

If this was not you, open this link and say so. You need not sign in:

${reversalLink}

It puts the former beneficiaries back and stops all further changes of them until we have
spoken with you. It works once, within ${REVERSAL_NOTICE_DAYS} days. Do not forward this message.

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
