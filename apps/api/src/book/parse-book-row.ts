import { designation as designationSchema } from '@surety/api-contract';
import {
  BENEFICIARY_CLASSES,
  type CalendarDate,
  type Designation,
  hasBeneficiaries,
  type Money,
  ofClass,
  POLICY_KINDS,
  POLICY_STATUSES,
  type Policy,
  parseCalendarDate,
  WHOLE,
} from '@surety/insurance';
import { parseEmailAddress } from '@surety/web';
import type { BookColumn, BookProblem, BookRow } from './book-columns.ts';

/** A policy of a book, and the address of whose it is. */
export type BookEntry = { email: string; policy: Policy };

type Report = (field: BookColumn, message: string) => undefined;

const LONGEST = 500;

/** The entry that a line of a book holds, or everything that is wrong with it. */
export function parseBookRow(row: BookRow, line: number): BookEntry | readonly BookProblem[] {
  const problems: BookProblem[] = [];
  const report: Report = (field, message) => void problems.push({ line, field, message });
  const email = parseEmailAddress(row.email ?? '') ?? report('email', 'is not an e-mail address.');
  const policy = policyFrom(row, report);
  return email !== undefined && policy && problems.length === 0 ? { email, policy } : problems;
}

function policyFrom(row: BookRow, report: Report): Policy | undefined {
  const number = row.number ?? '';
  if (!/^[^\s/\p{Cc}]{1,40}$/u.test(number)) report('number', 'is missing, too long, or holds spaces or slashes.');
  const kind =
    POLICY_KINDS.find((known) => known === row.kind) ?? report('kind', `is none of ${POLICY_KINDS.join(', ')}.`);
  const status =
    POLICY_STATUSES.find((known) => known === row.status) ??
    report('status', `is none of ${POLICY_STATUSES.join(', ')}.`);
  for (const field of ['insuredName', 'insuredObject', 'insuredObjectId', 'payer'] as const)
    if ((row[field] ?? '').length > LONGEST || /\p{Cc}/u.test(row[field] ?? ''))
      report(field, `is longer than ${LONGEST} characters or holds control characters.`);
  const parts = { ...insuredFrom(row, report), ...moneyFrom(row, report), ...termFrom(row, report) };
  const designation = designationFrom(row, report);
  if (kind === undefined || status === undefined || designation === undefined) return undefined;
  if (designation.length > 0 && !hasBeneficiaries(kind)) report('designation', `is not for a policy of kind ${kind}.`);
  return { number, kind, status, ...parts, designation, version: 1 };
}

function insuredFrom(row: BookRow, report: Report): Pick<Policy, 'insured' | 'insuredObject' | 'payer'> {
  const { insuredName: name, insuredObject: description, insuredObjectId: identifier, payer } = row;
  const bornOn = dayFrom(row, 'insuredBornOn', report);
  if (name === undefined && row.insuredBornOn !== undefined)
    report('insuredName', 'is missing beside a date of birth.');
  if (name !== undefined && row.insuredBornOn === undefined) report('insuredBornOn', 'is missing beside a name.');
  return {
    ...(name !== undefined && bornOn ? { insured: { name, bornOn } } : {}),
    ...(description === undefined ? {} : { insuredObject: { description, ...(identifier ? { identifier } : {}) } }),
    ...(payer === undefined ? {} : { payer: { name: payer } }),
  };
}

function termFrom(row: BookRow, report: Report): Pick<Policy, 'startsOn' | 'endsOn'> {
  const startsOn = dayFrom(row, 'startsOn', report);
  const endsOn = dayFrom(row, 'endsOn', report);
  if (startsOn && endsOn && endsOn < startsOn) report('endsOn', 'is before the start.');
  return { ...(startsOn ? { startsOn } : {}), ...(endsOn ? { endsOn } : {}) };
}

function moneyFrom(row: BookRow, report: Report): Pick<Policy, 'coverage' | 'premium'> {
  const coverage = amountFrom(row, 'coverage', report);
  const premium = amountFrom(row, 'premium', report);
  const every = (['month', 'year'] as const).find((known) => known === row.premiumEvery);
  if (premium && !every) report('premiumEvery', 'is neither month nor year.');
  return { ...(coverage ? { coverage } : {}), ...(premium && every ? { premium: { ...premium, every } } : {}) };
}

function amountFrom(row: BookRow, name: 'coverage' | 'premium', report: Report): Money | undefined {
  const [amount, currency] = [row[`${name}Amount`], row[`${name}Currency`]];
  if (amount === undefined && currency === undefined) return undefined;
  if (!/^\d{1,15}$/.test(amount ?? ''))
    return report(`${name}Amount`, 'is no amount in minor units, such as 25000000.');
  if (!/^[A-Z]{3}$/.test(currency ?? '')) return report(`${name}Currency`, 'is no currency, such as USD.');
  return { amount: Number(amount), currency: currency ?? '' };
}

function dayFrom(row: BookRow, field: BookColumn, report: Report): CalendarDate | undefined {
  const text = row[field];
  return text === undefined ? undefined : (parseCalendarDate(text) ?? report(field, 'is no day, such as 2026-11-23.'));
}

function designationFrom({ designation: text = '[]' }: BookRow, report: Report): Designation | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return report('designation', 'is not JSON.');
  }
  const parsed = designationSchema.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return report('designation', `breaks a rule at ${issue?.path.join('/') || 'its beginning'}: ${issue?.message}.`);
  }
  for (const each of BENEFICIARY_CLASSES) {
    const members = ofClass(parsed.data, each);
    const total = members.reduce((sum, { allocation }) => sum + allocation, 0);
    if (members.length > 0 && total !== WHOLE)
      return report('designation', `has ${each} shares that are not 100 % together.`);
  }
  return parsed.data;
}
