import type { CalendarDate, Designation, Money, Policy, PolicyKind, PolicyStatus } from '@surety/insurance';
import type { PolicyRow } from '../tables.ts';

/** A policy as the table holds it. What is absent is null. */
export function toRow(policyholderId: string, policy: Policy): PolicyRow {
  return {
    policyholder_id: policyholderId,
    number: policy.number,
    kind: policy.kind,
    status: policy.status,
    insured_name: policy.insured?.name ?? null,
    insured_born_on: policy.insured?.bornOn ?? null,
    coverage_amount: policy.coverage?.amount ?? null,
    coverage_currency: policy.coverage?.currency ?? null,
    premium_amount: policy.premium?.amount ?? null,
    premium_currency: policy.premium?.currency ?? null,
    premium_every: policy.premium?.every ?? null,
    starts_on: policy.startsOn ?? null,
    ends_on: policy.endsOn ?? null,
    designation: JSON.stringify(policy.designation),
    version: policy.version,
    endorsement_count: 0,
    frozen_at: null,
    details: detailsOf(policy),
  };
}

// Few policies have any of it, so it has no columns of its own.
function detailsOf({ insuredObject, payer }: Policy): string | null {
  return insuredObject || payer ? JSON.stringify({ insuredObject, payer }) : null;
}

/** The policy that a row holds. */
export function fromRow(row: PolicyRow): Policy {
  const premium = moneyFrom('premium', row.premium_amount, row.premium_currency).premium;
  return {
    number: row.number,
    kind: row.kind as PolicyKind,
    status: row.status as PolicyStatus,
    ...(row.insured_name !== null && row.insured_born_on !== null
      ? { insured: { name: row.insured_name, bornOn: row.insured_born_on as CalendarDate } }
      : {}),
    ...moneyFrom('coverage', row.coverage_amount, row.coverage_currency),
    ...(premium && row.premium_every !== null
      ? { premium: { ...premium, every: row.premium_every as 'month' | 'year' } }
      : {}),
    ...(row.starts_on === null ? {} : { startsOn: row.starts_on as CalendarDate }),
    ...(row.ends_on === null ? {} : { endsOn: row.ends_on as CalendarDate }),
    ...(row.details === null ? {} : (JSON.parse(row.details) as Pick<Policy, 'insuredObject' | 'payer'>)),
    designation: JSON.parse(row.designation) as Designation,
    ...(row.frozen_at === null ? {} : { isFrozen: true }),
    version: row.version,
  };
}

/** An amount under its name, or nothing when it is not recorded. */
export function moneyFrom<Name extends string>(
  name: Name,
  amount: number | null,
  currency: string | null,
): { [Key in Name]?: Money } {
  if (amount === null || currency === null) return {};
  return { [name]: { amount, currency } } as { [Key in Name]: Money };
}

/** What is insured where it is no life; nothing when it is one, or was not recorded. */
export function insuredObjectFrom(details: string | null): Pick<Policy, 'insuredObject'> {
  const { insuredObject } = details === null ? {} : (JSON.parse(details) as Pick<Policy, 'insuredObject'>);
  return insuredObject === undefined ? {} : { insuredObject };
}
