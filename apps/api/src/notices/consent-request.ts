import { calendarDateOf, dayInWords } from '@surety/insurance';
import type { Letter } from './tell-policyholder.ts';

/** The letter that asks a party for consent. Mail is read by others: it names no policy, nobody and no share. */
export function consentRequest({ link, days }: { link: string; days: number }): Letter {
  return {
    subject: 'Surety asks for your consent',
    body: `Hello,

somebody asked us to change a life insurance policy, and the change takes something from you.
It needs your consent, and it does not take effect without it.

Open this link to see what would change for you, and to consent or refuse. You need no account:

${link}

It works once, within ${days} days. Do not forward this message: whoever has the link can
answer in your name. If you do nothing, you have not consented.

Surety
`,
  };
}

/** The letter to a party who has not answered, shortly before the time is over; it says no more than the first one did. */
export function consentReminder({ link, expiresAt }: { link: string; expiresAt: Date }): Letter {
  return {
    subject: 'Surety still asks for your consent',
    body: `Hello,

we wrote to you that somebody asked us to change a life insurance policy, and that the change
takes something from you. You have not answered yet.

Open this link to see what would change for you, and to consent or refuse. You need no account:

${link}

It works once, until ${dayInWords(calendarDateOf(expiresAt))}; so does the link of our first letter. Do not forward this
message: whoever has the link can answer in your name. If you do nothing, you have not
consented. We will not write about this again.

Surety
`,
  };
}
