import { ALL_TO_KIM, day } from './demo-designations.ts';
import { type ExamplesOf, refused } from './example.ts';

const COVERAGE = { amount: 25_000_000, currency: 'USD' };
const NO_SUCH_POLICY = refused(404, 'no-such-policy', 'You have no policy with this number.');
const CURSOR_UNKNOWN = refused(
  400,
  'cursor-unknown',
  'This cursor is not one of this list. Leave it out to begin with the first page.',
);

/** Examples of reading policies. */
export const policyExamples = {
  getHealth: {
    title: 'The api answers',
    answer: { status: 'ok', service: 'surety-api', time: '2026-11-24T09:30:00.000Z' },
  },
  registerPolicyholder: {
    title: 'Somebody who has policies signs in for the first time',
    answer: { email: 'ada@demo.example', policies: 5 },
    refusal: refused(403, 'insufficient-scope', 'This needs the scope Accounts.Read, which the token does not have.'),
  },
  listPolicies: {
    title: 'The first of several pages',
    answer: {
      policies: [
        { number: 'SUR-100001', kind: 'term-life', status: 'in-force', insuredName: 'Ada Demo', coverage: COVERAGE },
        {
          number: 'SUR-100011',
          kind: 'home',
          status: 'in-force',
          insuredObject: { description: '12 Demo Lane, Springfield' },
        },
      ],
      next: 'q2Xh0v7wqk3m1Jx3n0m9W1NVUi0xMDAwMTE',
    },
    refusal: CURSOR_UNKNOWN,
  },
  getPolicy: {
    title: 'A term life policy whose beneficiaries may be changed',
    answer: {
      number: 'SUR-100001',
      kind: 'term-life',
      status: 'in-force',
      insured: { name: 'Ada Demo', bornOn: day('1984-02-29') },
      coverage: COVERAGE,
      premium: { amount: 4_250, currency: 'USD', every: 'month' },
      startsOn: day('2019-03-01'),
      endsOn: day('2049-02-28'),
      designation: ALL_TO_KIM,
      documents: [{ kind: 'policy-schedule', path: '/policies/SUR-100001/schedule.pdf' }],
    },
    refusal: NO_SUCH_POLICY,
  },
  listPremiums: {
    title: 'One premium that is due and one that was paid',
    answer: {
      premiums: [
        { amount: 4_250, currency: 'USD', dueOn: day('2026-12-01') },
        { amount: 4_250, currency: 'USD', dueOn: day('2026-11-01'), paidOn: day('2026-11-01') },
      ],
    },
    refusal: NO_SUCH_POLICY,
  },
  getPolicySchedule: { title: 'A document to print', answer: undefined, refusal: NO_SUCH_POLICY },
} as const satisfies ExamplesOf<
  'getHealth' | 'registerPolicyholder' | 'listPolicies' | 'getPolicy' | 'listPremiums' | 'getPolicySchedule'
>;
