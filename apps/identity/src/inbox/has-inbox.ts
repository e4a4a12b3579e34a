import { SettingsError } from '@surety/web';
import { isLoopback } from '../doors/loopback.ts';

type InboxSettings = { SMTP_URL?: string | undefined; INBOX?: boolean | undefined; IDENTITY_ORIGIN: string };

/**
 * The inbox shows everybody's codes: it exists for this machine only. Where browsers come from elsewhere, mail must leave.
 * @throws SettingsError where neither an inbox nor a mail server would show anybody their codes
 */
export function hasInbox({ SMTP_URL, INBOX, IDENTITY_ORIGIN }: InboxSettings): boolean {
  if (SMTP_URL !== undefined) return false;
  if (isLoopback(IDENTITY_ORIGIN)) return INBOX ?? true;
  throw new SettingsError(
    'The setting SMTP_URL is missing: people who come from other machines get their codes by mail. The inbox is for this machine alone.',
  );
}
