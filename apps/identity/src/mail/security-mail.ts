import type { Affected, SecurityEvent } from '../audit/security-event.ts';
import type { MailText } from '../words/english/security-mail.ts';
import type { Words } from '../words/words.ts';
import type { Mail } from './mailer.ts';
import { paragraphs } from './messages.ts';

/**
 * What a person is told about an event, where it concerns the safety of their account. It holds no code, link or secret.
 * @param affected its application is where it happened; left out when an operator did it.
 */
export function securityMail(
  event: SecurityEvent,
  { email, application }: Pick<Affected, 'email' | 'application'>,
  words: Words,
): Mail | undefined {
  const text = textOf(event, application, words.securityMail);
  if (!text) return undefined;
  const [subject, ...texts] = text;
  return { to: email, subject, text: paragraphs(...texts) };
}

function textOf(
  event: SecurityEvent,
  application: string | undefined,
  words: Words['securityMail'],
): MailText | undefined {
  switch (event.event) {
    case 'password-reset':
    case 'password-changed':
      return words.passwordChanged(application);
    case 'factor-added':
      return event.method === 'email-code' ? undefined : words.factorAdded(application, event.method);
    case 'factor-replaced':
      return words.factorReplaced(application, event.method);
    case 'factor-removed':
      return words.factorRemoved(event.method);
    case 'recovery-codes-made':
      return words.recoveryCodesMade(application);
    case 'recovery-code-used':
      return words.recoveryCodeUsed(application, event.left);
    case 'locked':
      return event.locks > 1 ? undefined : words.locked;
    case 'account-deleted':
      return words.deleted;
    default:
      return undefined;
  }
}
