import type { InboxMessage } from './message-repository.ts';

/** The verification code of a mail: the first six digits that stand alone, in the subject or on a line of their own. */
export function findCode({ subject, text }: Pick<InboxMessage, 'subject' | 'text'>): string | undefined {
  return /(?<!\d)\d{6}(?!\d)/.exec(subject)?.[0] ?? /^\s*(\d{6})\s*$/m.exec(text)?.[1];
}
