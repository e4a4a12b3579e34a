import { BENEFICIARY_CLASSES, dayInWords, hasBeneficiaries, ofClass, type Policy } from '@surety/insurance';
import type { Caller } from '../access/bearer.ts';
import type { Confirmation } from '../confirmations/confirmation.ts';
import { beneficiaryInWords, momentInWords } from '../confirmations/in-words.ts';
import { noSuchPolicy } from '../endorsements/refusals.ts';
import type { Services } from '../services.ts';

/**
 * The schedule of one of the caller's policies to print, and the name of its file.
 * @throws Refusal `no-such-policy` (404)
 */
export async function getPolicySchedule(
  { policies, clock }: Pick<Services, 'policies' | 'clock'>,
  { policyholderId }: Caller,
  number: string,
): Promise<{ body: Uint8Array<ArrayBuffer>; fileName: string }> {
  const policy = policyholderId === undefined ? undefined : await policies.find(policyholderId, number);
  if (!policy) throw noSuchPolicy();
  const now = clock();
  // Loaded with the first document: most processes never print one.
  const { printConfirmation } = await import('../confirmations/print-confirmation.ts');
  return { body: await printConfirmation(scheduleOf(policy, now), now), fileName: 'policy-schedule.pdf' };
}

/** What the schedule of a policy says: everything that is recorded, and nothing that is not. */
export function scheduleOf(policy: Policy, now: Date): Confirmation {
  const { number, kind, status, insured, insuredObject, payer, coverage, premium, startsOn, endsOn } = policy;
  const facts: [string, string | undefined][] = [
    ['Policy', number],
    ['Kind', kind.replaceAll('-', ' ')],
    ['Status', status.replaceAll('-', ' ')],
    ['Insured', insured && `${insured.name}, born ${dayInWords(insured.bornOn)}`],
    [
      'Insured object',
      insuredObject && [insuredObject.description, insuredObject.identifier].filter(Boolean).join(', '),
    ],
    ['Coverage', coverage && amountInWords(coverage)],
    ['Premium', premium && `${amountInWords(premium)} a ${premium.every}`],
    ['Paid by', payer?.name],
    ['Begins', startsOn && dayInWords(startsOn)],
    ['Ends', endsOn && dayInWords(endsOn)],
  ];
  return {
    title: `Schedule of policy ${number}`,
    facts: facts.flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }])),
    designations: hasBeneficiaries(kind) ? [beneficiaries(policy)] : [],
    closing: `This is how Surety has the policy on record on ${momentInWords(now)}.`,
  };
}

function beneficiaries({ designation }: Policy): Confirmation['designations'][number] {
  const classes = BENEFICIARY_CLASSES.flatMap((each) => {
    const lines = ofClass(designation, each).map(beneficiaryInWords);
    return lines.length === 0 ? [] : [{ title: each === 'primary' ? 'Primary' : 'Contingent', lines }];
  });
  return { title: 'Beneficiaries', classes };
}

function amountInWords({ amount, currency }: { amount: number; currency: string }): string {
  const format = new Intl.NumberFormat('en-US', { style: 'currency', currency });
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}
