import { type CalendarDate, calendarDateOf, parseCalendarDate } from './calendar-date.ts';
import { daysAfter, type MarketRules } from './market.ts';
import type { Parsed } from './violation.ts';

/**
 * The later day from which a change should count; `undefined` when it should count as soon as it is recorded, which today
 * means as well. An earlier day is never given: nobody is paid by a designation that was not signed yet.
 */
export function parseEffectiveDate(
  text: string | undefined,
  { today, market }: { today: CalendarDate; market: MarketRules },
): Parsed<CalendarDate | undefined> {
  const given = (text ?? '').trim();
  if (given === '') return { ok: true, value: undefined };
  const date = parseCalendarDate(given);
  if (!date) return wrong('malformed', 'Enter the day as year, month and day, or leave it empty.');
  if (date < today) return wrong('in-the-past', 'A change cannot count from a day before it is signed.');
  const latest = calendarDateOf(daysAfter(new Date(`${today}T00:00:00Z`), market.longestWaitDays));
  if (date > latest) return wrong('too-far', `Choose a day within the next ${market.longestWaitDays} days.`);
  return { ok: true, value: date === today ? undefined : date };
}

function wrong(code: string, message: string): Parsed<never> {
  return { ok: false, violations: [{ field: 'effectiveOn', code, message }] };
}
