import type { SecurityEvent } from '../audit/security-event.ts';
import type { SecondFactorMethod } from '../tenant/tenant.ts';
import type { Mail } from './mailer.ts';
import { paragraphs } from './messages.ts';

const FACTORS: Record<SecondFactorMethod, string> = {
  'email-code': 'codes by e-mail',
  'authenticator-app': 'an authenticator app',
  'text-message': 'a telephone number',
  passkey: 'a passkey',
  'recovery-code': 'a recovery code',
};

const RECOVER = 'choose "Forgot your password?" at your next sign-in and set a new password now';

/**
 * What a person is told about an event, where it concerns the safety of their account. It holds no code, link or secret.
 * @param application where it happened; left out when an operator did it.
 */
export function securityMail(event: SecurityEvent, to: string, application?: string): Mail | undefined {
  const words = wordsOf(event, application === undefined ? 'your account' : `your account at ${application}`);
  if (!words) return undefined;
  const [subject, ...texts] = words;
  return { to, subject, text: paragraphs(...texts) };
}

function wordsOf(event: SecurityEvent, account: string): [subject: string, ...texts: string[]] | undefined {
  switch (event.event) {
    case 'password-reset':
    case 'password-changed':
      return [
        'Your password was changed',
        `The password of ${account} was just changed. Wherever else it is signed in, it has to sign in again; a page that is open there may notice only after a while.`,
        `If this was you, there is nothing to do. If it was not, ${RECOVER}; then check that nobody else can read your mail.`,
      ];
    case 'factor-added':
      if (event.method === 'email-code') return undefined;
      return [
        `${capital(FACTORS[event.method])} was added to your account`,
        `From now on ${FACTORS[event.method]} confirms that it is you when you sign in to ${account}.`,
        `If this was not you, somebody else can read your mail and knows your password: ${RECOVER}, and ask us to remove it.`,
      ];
    case 'factor-replaced':
      return [
        `${capital(FACTORS[event.method])} of your account was replaced`,
        `From now on another one confirms that it is you when you sign in to ${account}. The former one is worth nothing any more.`,
        `If this was not you, ${RECOVER}, and tell us.`,
      ];
    case 'recovery-codes-made':
      return [
        'New recovery codes were made for your account',
        `New recovery codes were made for ${account}. Older ones are worth nothing any more.`,
        `If this was not you, ${RECOVER}, and tell us.`,
      ];
    case 'recovery-code-used':
      return [
        'A recovery code of your account was used',
        `A recovery code just confirmed that it is you at ${account}. It works no second time; ${event.left} ${event.left === 1 ? 'is' : 'are'} left.`,
        `If this was not you, ${RECOVER}, and make new recovery codes.`,
      ];
    case 'factor-removed':
      return [
        'The second factor of your account was removed',
        `${capital(FACTORS[event.method])} no longer confirms that it is you. You choose another second factor when one is needed next.`,
        `If you did not ask for this, ${RECOVER}, and tell us.`,
      ];
    case 'locked':
      if (event.locks > 1) return undefined;
      return [
        'Your account is locked for a minute',
        'Somebody typed wrong passwords for your account many times in a row. Nobody can sign in to it for a minute; further wrong passwords lock it again, for longer.',
        'If this was you, wait a minute, or choose "Forgot your password?". If it was not, your password was not found out; make sure it is one that you use nowhere else.',
      ];
    case 'account-deleted':
      return [
        'Your account was deleted',
        'Your account was deleted, with its password, its second factors and everything it was signed in to.',
        'If you did not ask for this, tell us.',
      ];
    default:
      return undefined;
  }
}

function capital(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
