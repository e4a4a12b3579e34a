import type { DATES as ENGLISH } from '../english/dates.ts';

const days = new Intl.DateTimeFormat('es', { dateStyle: 'long', timeZone: 'UTC' });
const moments = new Intl.DateTimeFormat('es', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' });

export const DATES: typeof ENGLISH = {
  day: (date) => days.format(date),
  moment: (date) => `${moments.format(date)} UTC`,
};
