import { formatPercentage } from '@surety/insurance';

const LOCALE = 'en-US';

const days = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'long', timeZone: 'UTC' });
const moments = new Intl.DateTimeFormat(LOCALE, {
  year: 'numeric',
  month: 'long',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
  timeZone: 'UTC',
  timeZoneName: 'short',
});

/** A day of the calendar in words: `2026-11-23` is November 23, 2026. */
export function inDays(date: string): string {
  const time = new Date(`${date}T00:00:00Z`);
  return Number.isNaN(time.getTime()) ? date : days.format(time);
}

/** An instant in words, in UTC. */
export function inMoments(instant: Date): string {
  return Number.isNaN(instant.getTime()) ? 'unknown' : moments.format(instant);
}

/** An amount in minor units as people write it. */
export function inMoney({ amount, currency }: { amount: number; currency: string }): string {
  const format = new Intl.NumberFormat(LOCALE, { style: 'currency', currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  const value = amount / 10 ** digits;
  if (!Number.isInteger(value)) return format.format(value);
  return new Intl.NumberFormat(LOCALE, { style: 'currency', currency, maximumFractionDigits: 0 }).format(value);
}

/** A share as people write it: `33.33 %`. */
export function inPercent(allocation: number): string {
  return `${formatPercentage(allocation)}\u00a0%`;
}

/** A kebab-case word of the contract as people write it: `term-life` is Term life. */
export function inWords(name: string): string {
  const words = name.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
