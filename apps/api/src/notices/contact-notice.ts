import { type ContactPart, REVERSAL_NOTICE_DAYS } from '@surety/insurance';
import type { Letter } from './tell-policyholder.ts';

const PART_WORDS: Record<ContactPart, string> = {
  email: 'e-mail address',
  phone: 'telephone number',
  address: 'postal address',
};

/** The letter about changed contact data. Mail is read by others: it tells neither the old nor the new ones. */
export function contactChangeNotice({
  changed,
  at,
  reversalLink,
}: {
  changed: readonly ContactPart[];
  at: Date;
  reversalLink: string;
}): Letter {
  const what = new Intl.ListFormat('en').format(changed.map((part) => PART_WORDS[part]));
  const when = `${at.toISOString().slice(0, 16).replace('T', ' at ')} UTC`;
  return {
    subject: 'Your contact data were changed',
    body: `Hello,

the contact data by which we reach you were changed on ${when}: your ${what}.
The change was confirmed with a second factor and is in effect.

If this was you, there is nothing to do. We send this to your former address as well.

If this was not you, open this link and say so. You need not sign in:

${reversalLink}

It puts the former contact data back and stops all further changes of them until we have
spoken with you. It works once, within ${REVERSAL_NOTICE_DAYS} days. Do not forward this message.

Surety
`,
  };
}

/** The letter after a report that a change of contact data was not the policyholder's own. */
export function contactRestoredNotice(): Letter {
  return {
    subject: 'A change of your contact data was reported as not yours',
    body: `Hello,

somebody with the link from our earlier message told us that a change of your contact data was not
yours. We have put the former ones back. Nobody can change them for now, and a change of
beneficiaries in the next days is looked at by us first.

What to do next:
1. Choose a new password: on our sign-in page, "Forgot your password?".
2. Call us by the telephone number on your policy documents. We make sure that it is you, look at
   what happened, and open your contact data for changes again.

If you did not report this yourself, call us as well.

Surety
`,
  };
}

/** The letter when the insurer has opened contact data for changes again. */
export function contactUnfrozenNotice(): Letter {
  return {
    subject: 'Your contact data can be changed again',
    body: `Hello,

your contact data can be changed again. If you did not speak with us about this, call us by the
telephone number on your policy documents.

Surety
`,
  };
}
