import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  BENEFICIARY_CLASSES,
  type BeneficiaryProposal,
  type CalendarDate,
  compareDesignations,
  type Designation,
  MOST_BENEFICIARIES,
  ofClass,
  PARTY_KINDS,
  parseDesignation,
  RELATIONSHIPS,
  WHOLE,
  warningsAbout,
} from './index.ts';

const context = {
  today: '2026-11-23' as CalendarDate,
  insured: { name: 'Ada Demo', bornOn: '1980-05-01' as CalendarDate },
};

function aPerson(changes: Partial<BeneficiaryProposal> = {}): BeneficiaryProposal {
  const person = { kind: 'person', name: 'Ben Demo', relationship: 'spouse', bornOn: '1979-02-03' };
  return { class: 'primary', allocation: WHOLE, ...person, ...changes };
}

function codesOf(...beneficiaries: BeneficiaryProposal[]): Record<string, string> {
  const parsed = parseDesignation({ beneficiaries }, context);
  return parsed.ok ? {} : Object.fromEntries(parsed.violations.map(({ field, code }) => [field, code]));
}

function accepted(...beneficiaries: BeneficiaryProposal[]): Designation {
  const parsed = parseDesignation({ beneficiaries }, context);
  assert.ok(parsed.ok, JSON.stringify(parsed));
  return parsed.value;
}

test('accepts one primary with everything, and spaces around a name are not part of it', () => {
  assert.deepEqual(accepted(aPerson({ name: '  Ben   Demo ' })), [
    {
      class: 'primary',
      allocation: 10_000,
      distribution: 'per-capita',
      party: { kind: 'person', name: 'Ben Demo', relationship: 'spouse', bornOn: '1979-02-03' },
    },
  ]);
});

test('accepts every kind of party', () => {
  accepted(
    aPerson({ allocation: 2_500, distribution: 'per-stirpes' }),
    {
      class: 'primary',
      kind: 'trust',
      allocation: 2_500,
      name: 'Demo Trust',
      trustee: 'Cy Demo',
      agreementDate: '2020-01-31',
    },
    { class: 'primary', kind: 'estate', allocation: 2_500 },
    { class: 'primary', kind: 'organisation', allocation: 2_500, name: 'Demo Charity', registration: '12-345' },
  );
});

test('demands at least one primary', () => {
  assert.deepEqual(codesOf(), { beneficiaries: 'no-primary' });
  assert.deepEqual(codesOf(aPerson({ class: 'contingent' })), { beneficiaries: 'no-primary' });
});

test('demands exactly 100 % within each class', () => {
  const half = { allocation: 5_000 };
  assert.deepEqual(codesOf(aPerson(half)), { 'beneficiaries/primary': 'not-whole' });
  assert.deepEqual(codesOf(aPerson(), aPerson({ ...half, class: 'contingent', name: 'Cy Demo' })), {
    'beneficiaries/contingent': 'not-whole',
  });
  assert.deepEqual(codesOf(aPerson({ allocation: 9_999 })), { 'beneficiaries/primary': 'not-whole' });
  accepted(aPerson(half), aPerson({ ...half, name: 'Cy Demo' }), aPerson({ class: 'contingent', name: 'Di Demo' }));
});

test('refuses zero, negative, fractional and absent shares', () => {
  for (const allocation of [0, -1, 0.5, WHOLE + 1, Number.NaN, undefined]) {
    assert.equal(codesOf(aPerson({ allocation }))['beneficiaries/0/allocation'], 'malformed');
  }
});

test('names each missing field of each kind', () => {
  assert.deepEqual(codesOf({ class: 'primary', kind: 'person', allocation: WHOLE }), {
    'beneficiaries/0/name': 'missing',
    'beneficiaries/0/relationship': 'missing',
    'beneficiaries/0/bornOn': 'missing',
  });
  assert.deepEqual(codesOf({ class: 'primary', kind: 'trust', allocation: WHOLE }), {
    'beneficiaries/0/name': 'missing',
    'beneficiaries/0/trustee': 'missing',
    'beneficiaries/0/agreementDate': 'missing',
  });
  assert.deepEqual(codesOf({ class: 'primary', kind: 'organisation', allocation: WHOLE }), {
    'beneficiaries/0/name': 'missing',
    'beneficiaries/0/registration': 'missing',
  });
  assert.deepEqual(codesOf({ class: '', kind: 'dog', allocation: WHOLE, distribution: 'x' }), {
    'beneficiaries/0/class': 'missing',
    'beneficiaries/0/kind': 'kind-unknown',
    'beneficiaries/0/distribution': 'unknown',
    beneficiaries: 'no-primary',
  });
});

test('refuses days that do not exist, future births, and malformed addresses and names', () => {
  assert.deepEqual(codesOf(aPerson({ bornOn: '1979-02-30' })), { 'beneficiaries/0/bornOn': 'malformed' });
  assert.deepEqual(codesOf(aPerson({ bornOn: '2026-11-24' })), { 'beneficiaries/0/bornOn': 'in-the-future' });
  assert.deepEqual(codesOf(aPerson({ bornOn: '1899-12-31' })), { 'beneficiaries/0/bornOn': 'too-old' });
  assert.deepEqual(codesOf(aPerson({ email: 'not an address' })), { 'beneficiaries/0/email': 'malformed' });
  assert.deepEqual(codesOf(aPerson({ name: 'x'.repeat(121) })), { 'beneficiaries/0/name': 'too-long' });
  assert.deepEqual(codesOf(aPerson({ name: 'Ben\u0000Demo' })), { 'beneficiaries/0/name': 'malformed' });
});

test('demands an adult custodian for a minor, up to the day before the eighteenth birthday', () => {
  assert.deepEqual(codesOf(aPerson({ bornOn: '2008-11-24' })), {
    'beneficiaries/0/custodianName': 'missing',
    'beneficiaries/0/custodianRelationship': 'missing',
  });
  accepted(aPerson({ bornOn: '2008-11-23' }));
  const [minor] = accepted(
    aPerson({ bornOn: '2015-01-01', custodianName: 'Cy Demo', custodianRelationship: 'sibling' }),
  );
  assert.deepEqual(minor?.party.kind === 'person' && minor.party.custodian, {
    name: 'Cy Demo',
    relationship: 'sibling',
  });
});

test('refuses the insured as a beneficiary of their own life, however the name is typed', () => {
  assert.deepEqual(codesOf(aPerson({ name: ' ADA  demo', bornOn: '1980-05-01' })), {
    'beneficiaries/0/name': 'is-insured',
  });
  accepted(aPerson({ name: 'Ada Demo', bornOn: '2001-05-01' }));
});

test('recognises nobody as the insured of a policy that does not say who is insured', () => {
  const parsed = parseDesignation(
    { beneficiaries: [aPerson({ name: 'Ada Demo', bornOn: '1980-05-01' })] },
    { today: context.today },
  );
  assert.ok(parsed.ok);
});

test('refuses a beneficiary with a name alone, whom only a former system may have recorded', () => {
  assert.deepEqual(codesOf({ class: 'primary', kind: 'name-only', allocation: WHOLE, name: 'Cy Demo' }), {
    'beneficiaries/0/kind': 'kind-unknown',
  });
});

test('refuses names with characters that hide or turn text, and sees through those that scripts need', () => {
  for (const name of ['Ada\u200b Demo', '\u202eomeD adA', 'Ada\u00ad Demo', 'Ada\u2066 Demo']) {
    assert.equal(codesOf(aPerson({ name }))['beneficiaries/0/name'], 'malformed');
  }
  assert.deepEqual(codesOf(aPerson({ name: 'Ada\u200d Demo', bornOn: '1980-05-01' })), {
    'beneficiaries/0/name': 'is-insured',
  });
});

test('tells organisations of one name apart by their registration, and trusts by the date of their agreement', () => {
  const half = { class: 'primary', allocation: 5_000 };
  const charity = { ...half, kind: 'organisation', name: 'Red Lantern' };
  accepted({ ...charity, registration: 'DE-1' }, { ...charity, registration: 'FR-2' });
  assert.deepEqual(codesOf({ ...charity, registration: 'DE-1' }, { ...charity, registration: 'de-1' }), {
    'beneficiaries/1/name': 'repeated',
  });
  const trust = { ...half, kind: 'trust', name: 'Demo Trust', trustee: 'Cy Demo' };
  accepted({ ...trust, agreementDate: '2020-01-01' }, { ...trust, agreementDate: '2021-01-01' });
});

test('refuses one party twice in a class, and allows it once in each', () => {
  const half = { allocation: 5_000 };
  assert.deepEqual(codesOf(aPerson(half), aPerson({ ...half, name: 'ben demo' })), {
    'beneficiaries/1/name': 'repeated',
  });
  accepted(aPerson(), aPerson({ class: 'contingent' }));
});

test('refuses more beneficiaries than a form can hold', () => {
  assert.deepEqual(codesOf(...Array.from({ length: MOST_BENEFICIARIES + 1 }, () => aPerson())), {
    beneficiaries: 'too-many',
  });
});

test('warns about the estate and about a missing contingent', () => {
  assert.equal(warningsAbout(accepted({ class: 'primary', kind: 'estate', allocation: WHOLE })).length, 2);
  assert.equal(warningsAbout(accepted(aPerson(), aPerson({ class: 'contingent' }))).length, 0);
});

test('keeps what is the same, whatever order its members were written in', () => {
  const [first] = accepted(aPerson());
  assert.ok(first);
  const { party, ...rest } = first;
  assert.deepEqual(
    compareDesignations([{ party, ...rest }], [{ ...rest, party }]).map(({ change }) => change),
    ['kept'],
  );
});

test('lines up before and after: added, removed, changed and kept', () => {
  const before = accepted(aPerson({ allocation: 5_000 }), aPerson({ allocation: 5_000, name: 'Cy Demo' }));
  const after = accepted(aPerson({ allocation: 6_000 }), aPerson({ allocation: 4_000, name: 'Di Demo' }));
  assert.deepEqual(
    compareDesignations(before, after).map(({ change }) => change),
    ['changed', 'added', 'removed'],
  );
  assert.deepEqual(
    compareDesignations(before, before).map(({ change }) => change),
    ['kept', 'kept'],
  );
});

const anyProposal = fc.record({
  class: fc.constantFrom(...BENEFICIARY_CLASSES, 'other'),
  kind: fc.constantFrom(...PARTY_KINDS),
  allocation: fc.option(fc.constantFrom(2_500, 5_000, 7_500, WHOLE), { nil: undefined }),
  name: fc.constantFrom('Ben Demo', 'Cy Demo', 'Di Demo', 'Ada Demo', ''),
  relationship: fc.constantFrom(...RELATIONSHIPS),
  bornOn: fc.constantFrom('1980-05-01', '1979-02-03', '2015-01-01', 'never'),
  custodianName: fc.constantFrom('Ed Demo', undefined),
  custodianRelationship: fc.constant('other'),
  trustee: fc.constant('Ed Demo'),
  agreementDate: fc.constant('2020-01-01'),
  registration: fc.constant('1'),
});

test('whatever is proposed, an accepted designation keeps every rule between its beneficiaries', () => {
  fc.assert(
    fc.property(fc.array(anyProposal, { maxLength: 5 }), (beneficiaries) => {
      const parsed = parseDesignation({ beneficiaries }, context);
      if (!parsed.ok) return parsed.violations.length > 0;
      const total = (of: Designation) => of.reduce((sum, { allocation }) => sum + allocation, 0);
      const contingent = ofClass(parsed.value, 'contingent');
      return (
        total(ofClass(parsed.value, 'primary')) === WHOLE && (contingent.length === 0 || total(contingent) === WHOLE)
      );
    }),
    { numRuns: 2_000 },
  );
});
