import type { CalendarDate, Policy } from '@surety/insurance';
import type { Services } from '../services.ts';

/** The policy of somebody who tries the system out: in force, with somebody to replace. */
export function firstPolicy({ random, clock }: Pick<Services, 'random' | 'clock'>): Policy {
  const year = clock().getUTCFullYear() - 2;
  return {
    number: `SUR-${random.digits(9)}`,
    kind: 'term-life',
    status: 'in-force',
    insured: { name: 'Casey Demo', bornOn: '1985-06-15' as CalendarDate },
    coverage: { amount: 25_000_000, currency: 'USD' },
    premium: { amount: 2_450, currency: 'USD', every: 'month' },
    startsOn: `${year}-01-01` as CalendarDate,
    endsOn: `${year + 20}-01-01` as CalendarDate,
    designation: [
      {
        class: 'primary',
        allocation: 10_000,
        distribution: 'per-capita',
        party: { kind: 'person', name: 'Jordan Demo', relationship: 'spouse', bornOn: '1986-09-04' as CalendarDate },
      },
    ],
    version: 1,
  };
}
