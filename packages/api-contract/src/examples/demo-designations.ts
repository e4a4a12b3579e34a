import { parseCalendarDate } from '@surety/insurance';
import type { z } from 'zod';
import type { designation } from '../designation-schemas.ts';

/** A day that is known to be one. */
export function day(text: string) {
  const parsed = parseCalendarDate(text);
  if (parsed === undefined) throw new RangeError(`${text} is no day`);
  return parsed;
}

type Designation = z.input<typeof designation>;

/** Everything to one person. */
export const ALL_TO_KIM: Designation = [
  {
    class: 'primary',
    party: { kind: 'person', name: 'Kim Demo', relationship: 'spouse', bornOn: day('1985-04-12') },
    allocation: 10_000,
    distribution: 'per-capita',
  },
];

/** The same person first, a child for when they are not there. */
export const KIM_THEN_ALEX: Designation = [
  ...ALL_TO_KIM,
  {
    class: 'contingent',
    party: {
      kind: 'person',
      name: 'Alex Demo',
      relationship: 'child',
      bornOn: day('2015-09-01'),
      custodian: { name: 'Kim Demo', relationship: 'spouse' },
    },
    allocation: 10_000,
    distribution: 'per-stirpes',
  },
];
