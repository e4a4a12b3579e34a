import type { ContactChangeDocument } from '@surety/api-contract';
import { inOneLine } from '@surety/insurance';
import type { ChangeInLines } from '../changes/change-in-lines.ts';
import { PART_WORDS } from './contact-page.ts';

/** Says a change of contact data in few words, for whoever asks for the second proof: what becomes of each part. */
export function contactChangeInLines({
  before,
  after,
  changed,
}: Readonly<Pick<ContactChangeDocument, 'before' | 'after' | 'changed'>>): ChangeInLines {
  return {
    title: 'Change contact data',
    lines: changed.flatMap((part) => [
      `${PART_WORDS[part]}: ${inOneLine(after, part) || 'none'}`,
      `Until now: ${inOneLine(before, part) || 'none'}`,
    ]),
  };
}
