import { z } from 'zod';

// Control characters are in no name of ours, and PostgreSQL refuses one of them.
const IDENTIFIER = /^\P{Cc}*$/u;

/** Path parameters of operations about one thing; `what` says in the reference whose id it is. */
export function byIdOf(what: string) {
  return z.object({ id: z.string().max(60).regex(IDENTIFIER).describe(what) });
}

/** What every draft of a privileged change has in common, whatever it changes. */
export const DRAFT = {
  method: 'POST',
  requirement: { scope: 'Accounts.Write' },
  ifMatch: true,
  refusals: [404, 409, 412, 422, 428],
} as const;

/** What every confirmation of one has in common: above all, the second factor that it demands. */
export const CONFIRMATION = {
  method: 'POST',
  requirement: { scope: 'Accounts.Write', proof: 'second-factor' },
  refusals: [404, 409, 410, 412],
} as const;

/** What undoing one by the link of its notice has in common. */
export const REVERSAL = { method: 'POST', authorizedBy: 'link', refusals: [404, 409, 410] } as const;
