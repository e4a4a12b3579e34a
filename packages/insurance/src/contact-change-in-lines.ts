import type { ChangeInLines } from './change-in-lines.ts';
import { type ContactData, type ContactPart, inOneLine } from './contact-data.ts';

/** What people call the parts of contact data, at the beginning of a line. */
export const CONTACT_PART_WORDS: Record<ContactPart, string> = {
  email: 'E-mail address',
  phone: 'Telephone',
  address: 'Postal address',
};

/** Says a change of contact data in few words, for whoever asks for the second proof: what becomes of each part. */
export function contactChangeInLines({
  before,
  after,
  changed,
}: Readonly<{ before: ContactData; after: ContactData; changed: readonly ContactPart[] }>): ChangeInLines {
  return {
    title: 'Change contact data',
    lines: changed.flatMap((part) => [
      `${CONTACT_PART_WORDS[part]}: ${inOneLine(after, part) || 'none'}`,
      `Until now: ${inOneLine(before, part) || 'none'}`,
    ]),
  };
}
