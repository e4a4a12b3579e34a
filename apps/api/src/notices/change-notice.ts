import { compareDesignations, type Designation, REVERSAL_NOTICE_DAYS } from '@surety/insurance';
import { policiesInWords } from './review-notice.ts';
import type { Letter } from './tell-policyholder.ts';

export type ChangeNoticeProps = {
  /** What the change is about, one policy or several; numbers of endorsements once they are in effect. */
  policies: readonly { policyNumber: string; number?: string; before: Designation; after: Designation }[];
  status: 'effective' | 'confirmed' | 'in-review';
  confirmedAt: Date;
  effectiveOn?: string | undefined;
  /** Undoes the change, once. */
  reversalLink: string;
};

/** The letter about a change of beneficiaries. Mail is read by others: it names no beneficiary and no share. */
export function changeNotice(props: ChangeNoticeProps): Letter {
  const { policies, status, reversalLink } = props;
  const which = policiesInWords(policies.map(({ policyNumber }) => policyNumber));
  const { subject, first, second, undo } = WORDS[status]({ ...props, which });
  return {
    subject,
    body: `Hello,

${first}
${second}

If this was you, there is nothing to do. For your privacy this message names nobody;
sign in to see the beneficiaries as they are now.

If this was not you, open this link and say so. You need not sign in:

${reversalLink}

${undo} further changes of them until we have
spoken with you. It works once, within ${REVERSAL_NOTICE_DAYS} days. Do not forward this message.

Surety
`,
  };
}

type Words = { subject: string; first: string; second: string; undo: string };

const WORDS: Record<ChangeNoticeProps['status'], (props: ChangeNoticeProps & { which: string }) => Words> = {
  effective: ({ which, policies, confirmedAt }) => ({
    subject: `The beneficiaries of ${which} were changed`,
    first: `the beneficiaries of your ${which} were changed on ${inMoments(confirmedAt)}: ${inWords(policies)}.`,
    second: `The change was confirmed with a second factor and is in effect. It is recorded as ${numbersOf(policies)}.`,
    undo: 'It puts the former beneficiaries back and stops all',
  }),
  confirmed: ({ which, policies, confirmedAt, effectiveOn }) => ({
    subject: `The beneficiaries of ${which} will change on ${effectiveOn}`,
    first: `on ${inMoments(confirmedAt)} a change of the beneficiaries of your ${which} was asked for: ${inWords(policies)}.`,
    second: `It was confirmed with a second factor and takes effect on ${effectiveOn}. Until then nothing changes.`,
    undo: 'It stops this change and all',
  }),
  'in-review': ({ which, policies, confirmedAt }) => ({
    subject: `We look at the change that was asked for on ${which}`,
    first: `on ${inMoments(confirmedAt)} a change of the beneficiaries of your ${which} was asked for: ${inWords(policies)}.`,
    second:
      'It was confirmed with a second factor. Before it takes effect we look at it, and ask those whose\nconsent it needs. Until then nothing changes; we tell you what became of it.',
    undo: 'It stops this change and all',
  }),
};

function inMoments(moment: Date): string {
  return `${moment.toISOString().slice(0, 16).replace('T', ' at ')} UTC`;
}

function numbersOf(policies: ChangeNoticeProps['policies']): string {
  const numbers = policies.map(({ number = '' }) => number);
  return numbers.length === 1 ? `endorsement ${numbers[0]}` : `endorsements ${numbers.join(', ')}`;
}

// Of several policies, what is done to the first: it is one change, and each history says its own.
function inWords([policy]: ChangeNoticeProps['policies']): string {
  const changes = policy ? compareDesignations(policy.before, policy.after) : [];
  const count = (wanted: string) => changes.filter(({ change }) => change === wanted).length;
  const parts = (['added', 'removed', 'changed'] as const)
    .map((change) => ({ change, number: count(change) }))
    .filter(({ number }) => number > 0)
    .map(({ change, number }) => `${number} ${change}`);
  return parts.join(', ');
}
