import type { PolicyDocument } from '@surety/api-contract';
import { type Beneficiary, type CalendarDate, type Designation, parseCalendarDate } from '@surety/insurance';

/** A day that is known to be one. */
export function day(text: string): CalendarDate {
  const parsed = parseCalendarDate(text);
  if (parsed === undefined) throw new Error(`${text} is no day`);
  return parsed;
}

/** A person as a beneficiary with the whole share, unless said otherwise. */
export function aPerson(name: string, change: Partial<Beneficiary> = {}): Beneficiary {
  return {
    class: 'primary',
    party: { kind: 'person', name, relationship: 'child', bornOn: day('1990-04-05') },
    allocation: 10_000,
    distribution: 'per-capita',
    ...change,
  };
}

/** A policy in force whose one beneficiary is Byron King. */
export function aPolicy(change: Partial<PolicyDocument> = {}): PolicyDocument {
  const designation: Designation = [aPerson('Byron King')];
  return {
    number: 'SUR-100001',
    kind: 'term-life',
    status: 'in-force',
    insured: { name: 'Ada Lovelace', bornOn: day('1985-12-10') },
    coverage: { amount: 25_000_000, currency: 'USD' },
    premium: { amount: 4_250, currency: 'USD', every: 'month' },
    startsOn: day('2020-01-01'),
    endsOn: day('2040-01-01'),
    designation: [...designation],
    documents: [{ kind: 'policy-schedule', path: '/policies/SUR-100001/schedule.pdf' }],
    ...change,
  };
}
