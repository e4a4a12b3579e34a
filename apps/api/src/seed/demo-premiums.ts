import { type CalendarDate, calendarDateOf, type Policy, type PremiumPayment } from '@surety/insurance';

const MOST = 18;

/** The premiums of a demo policy up to a day, newest first: all paid, but the last of one that has lapsed. */
export function demoPremiums({ premium, startsOn, status }: Policy, today: CalendarDate): readonly PremiumPayment[] {
  if (premium === undefined || startsOn === undefined) return [];
  const { amount, currency, every } = premium;
  const premiums: PremiumPayment[] = [];
  const [year = 0, month = 1, dayOfMonth = 1] = today.split('-').map(Number);
  const [, startMonth = 1, startDay = 1] = startsOn.split('-').map(Number);
  for (let back = 0; premiums.length < MOST && back < 600; back += 1) {
    const dueOn = calendarDateOf(new Date(Date.UTC(year, month - 1 - back, Math.min(startDay, 28))));
    const isDueMonth = every === 'month' || Number(dueOn.slice(5, 7)) === startMonth;
    if (dueOn < startsOn) break;
    if (!isDueMonth || (back === 0 && startDay > dayOfMonth)) continue;
    const isUnpaid = status === 'lapsed' && premiums.length === 0;
    premiums.push({ amount, currency, dueOn, ...(isUnpaid ? {} : { paidOn: dueOn }) });
  }
  return premiums;
}
