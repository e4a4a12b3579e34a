const days = new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeZone: 'UTC' });
const moments = new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' });

/** Dates in the manner of the language, in UTC: nobody knows where the reader is. */
export const DATES = {
  day: (date: Date) => days.format(date),
  moment: (date: Date) => `${moments.format(date)} UTC`,
};
