/** A day of the calendar, `YYYY-MM-DD`, without a time or a zone. Compares as text. */
export type CalendarDate = string & { readonly brand: 'CalendarDate' };

/** Reads a day; `undefined` when the text is no day of the calendar (2026-02-30, say). */
export function parseCalendarDate(text: string): CalendarDate | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const time = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(text) ? (text as CalendarDate) : undefined;
}

/** The day on which this instant falls in UTC. */
export function calendarDateOf(instant: Date): CalendarDate {
  return instant.toISOString().slice(0, 10) as CalendarDate;
}

/** Whole years from birth to `on`; someone born on 29 February is a year older on 1 March of common years. */
export function ageOn(bornOn: CalendarDate, on: CalendarDate): number {
  const years = Number(on.slice(0, 4)) - Number(bornOn.slice(0, 4));
  return on.slice(5) < bornOn.slice(5) ? years - 1 : years;
}

const inWords = new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeZone: 'UTC' });

/** A day in words: `2026-11-23` is November 23, 2026. */
export function dayInWords(day: CalendarDate): string {
  return inWords.format(new Date(`${day}T00:00:00Z`));
}
