import type { CalendarDate, Policy } from '@surety/insurance';

const day = (text: string) => text as CalendarDate;
const dollars = (amount: number) => ({ amount: Math.round(amount * 100), currency: 'USD' });

const SPOUSE = { kind: 'person', name: 'Ben Demo', relationship: 'spouse', bornOn: day('1979-02-03') } as const;

const ADA_TERM: Policy = {
  number: 'SUR-100001',
  kind: 'term-life',
  status: 'in-force',
  insured: { name: 'Ada Demo', bornOn: day('1980-05-01') },
  coverage: dollars(250_000),
  premium: { ...dollars(24.5), every: 'month' },
  startsOn: day('2015-03-01'),
  endsOn: day('2045-03-01'),
  designation: [{ class: 'primary', party: SPOUSE, allocation: 10_000, distribution: 'per-capita' }],
  version: 1,
};

const ADA_WHOLE: Policy = {
  number: 'SUR-100002',
  kind: 'whole-life',
  status: 'in-force',
  insured: { name: 'Ada Demo', bornOn: day('1980-05-01') },
  coverage: dollars(100_000),
  premium: { ...dollars(1_180), every: 'year' },
  startsOn: day('2019-09-15'),
  designation: [
    { class: 'primary', party: SPOUSE, allocation: 6_000, distribution: 'per-stirpes' },
    {
      class: 'primary',
      party: { kind: 'person', name: 'Dora Demo', relationship: 'parent', bornOn: day('1952-11-20') },
      allocation: 4_000,
      distribution: 'per-capita',
    },
    {
      class: 'contingent',
      party: { kind: 'organisation', name: 'Harbour Light Charity', registration: '12-3456789' },
      allocation: 10_000,
      distribution: 'per-capita',
    },
  ],
  version: 1,
};

const ADA_GROUP: Policy = {
  ...ADA_TERM,
  number: 'SUR-100011',
  kind: 'group-life',
  coverage: dollars(60_000),
  premium: { ...dollars(7.2), every: 'month' },
  payer: { name: 'Example Works Inc. (employer)' },
  startsOn: day('2021-01-01'),
  endsOn: day('2045-06-01'),
};

const ADA_HOME: Policy = {
  number: 'SUR-300001',
  kind: 'home',
  status: 'in-force',
  insuredObject: { description: '12 Example Street, Sampleton, VA 22201' },
  coverage: dollars(420_000),
  premium: { ...dollars(1_340), every: 'year' },
  startsOn: day('2022-04-01'),
  endsOn: day('2027-04-01'),
  designation: [],
  version: 1,
};

const ADA_MOTOR: Policy = {
  ...ADA_HOME,
  number: 'SUR-400001',
  kind: 'motor',
  insuredObject: { description: 'Example Motors Swift, 2023', identifier: 'DEMO 123' },
  coverage: dollars(100_000),
  premium: { ...dollars(58.3), every: 'month' },
  startsOn: day('2023-07-15'),
  endsOn: day('2027-07-15'),
};

const BEN_TERM: Policy = {
  number: 'SUR-100003',
  kind: 'term-life',
  status: 'in-force',
  insured: { name: 'Ben Demo', bornOn: day('1979-02-03') },
  coverage: dollars(180_000),
  premium: { ...dollars(19.9), every: 'month' },
  startsOn: day('2018-01-01'),
  endsOn: day('2038-01-01'),
  designation: [{ class: 'primary', party: { kind: 'estate' }, allocation: 10_000, distribution: 'per-capita' }],
  version: 1,
};

const BEN_LAPSED: Policy = {
  ...BEN_TERM,
  number: 'SUR-100004',
  kind: 'group-life',
  status: 'lapsed',
  coverage: dollars(50_000),
  premium: { ...dollars(6.75), every: 'month' },
  startsOn: day('2010-07-01'),
  endsOn: day('2030-07-01'),
};

const CARLA_WHOLE: Policy = {
  ...ADA_WHOLE,
  number: 'SUR-100005',
  insured: { name: 'Carla Demo', bornOn: day('1988-08-12') },
  coverage: dollars(75_000),
  premium: { ...dollars(640), every: 'year' },
  startsOn: day('2021-06-01'),
  designation: [
    {
      class: 'primary',
      party: { kind: 'person', name: 'Luis Demo', relationship: 'sibling', bornOn: day('1991-02-17') },
      allocation: 10_000,
      distribution: 'per-capita',
    },
  ],
};

// Ben lives in a community-property state, so less for his spouse needs her consent; his sister is irrevocable.
const BEN_WHOLE: Policy = {
  ...BEN_TERM,
  number: 'SUR-200001',
  kind: 'whole-life',
  coverage: dollars(120_000),
  premium: { ...dollars(890), every: 'year' },
  startsOn: day('2016-05-01'),
  designation: [
    {
      class: 'primary',
      party: {
        kind: 'person',
        name: 'Ada Demo',
        relationship: 'spouse',
        bornOn: day('1980-05-01'),
        email: 'ada@demo.example',
      },
      allocation: 7_000,
      distribution: 'per-capita',
    },
    {
      class: 'primary',
      party: {
        kind: 'person',
        name: 'Carla Demo',
        relationship: 'sibling',
        bornOn: day('1988-08-12'),
        email: 'carla@demo.example',
      },
      allocation: 3_000,
      distribution: 'per-capita',
      irrevocable: true,
    },
  ],
};

/** Policies of the demo people, by their address. Dev is not among them: he gets a first policy when he signs in. */
export const demoPolicies: Readonly<Record<string, readonly Policy[]>> = {
  'ada@demo.example': [ADA_TERM, ADA_WHOLE, ADA_GROUP, ADA_HOME, ADA_MOTOR],
  'ben@demo.example': [BEN_TERM, BEN_LAPSED, BEN_WHOLE],
  'carla@demo.example': [CARLA_WHOLE],
};
