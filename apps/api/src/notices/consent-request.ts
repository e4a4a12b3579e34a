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
