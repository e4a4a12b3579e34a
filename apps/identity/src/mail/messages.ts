import type { CodeRequest } from '../factors/code-request.ts';
import type { Mail } from './mailer.ts';

const PURPOSES: Record<CodeRequest['purpose'], string> = {
  'sign-up': 'to create your account',
  reset: 'to choose a new password',
  'second-factor': 'to confirm that it is you',
};

/** The mail with a verification code. It names the application that asks, so that a surprised reader knows where. */
export function codeMail({ purpose, email, application }: CodeRequest, code: string): Mail {
  return {
    to: email,
    subject: `${code} is your verification code`,
    text: paragraphs(
      `Your verification code ${PURPOSES[purpose]} at ${application} is:`,
      code,
      `It works for ten minutes, once, and only on the page that asked for it. Nobody from ${application} will ever ask you for it on the telephone or in a message.`,
      'If you did not ask for a code, you can ignore this mail: without the code nothing happens.',
    ),
  };
}

/** Tells a person that the password of their account was changed. */
export function passwordChangedMail(to: string, application: string): Mail {
  return {
    to,
    subject: 'Your password was changed',
    text: paragraphs(
      `The password of your account at ${application} was just changed. Wherever else it is signed in, it has to sign in again; a page that is open there may notice only after a while.`,
      `If this was you, there is nothing to do. If it was not, go to ${application}, choose "Forgot your password?" and set a new password now; then check that nobody else can read your mail.`,
    ),
  };
}

/** Tells a person that their second factor was taken off their account. */
export function factorRemovedMail(to: string): Mail {
  return {
    to,
    subject: 'The second factor of your account was removed',
    text: paragraphs(
      'We removed the second factor of your account, as you asked. You choose a new one when it is needed next.',
      'If you did not ask for this, choose "Forgot your password?" at your next sign-in, set a new password now, and tell us.',
    ),
  };
}

/** Tells a person that an authenticator app was added to their account. */
export function newFactorMail(to: string, application: string): Mail {
  return {
    to,
    subject: 'An authenticator app was added to your account',
    text: paragraphs(
      `An authenticator app now confirms that it is you when you sign in at ${application}.`,
      `If this was not you, somebody else can read your mail and knows your password. Choose "Forgot your password?" at ${application}, set a new password now, and ask ${application} to remove the app.`,
    ),
  };
}

/** One line for each paragraph, so that any width of screen can wrap it. */
function paragraphs(...texts: string[]): string {
  return `${texts.join('\n\n')}\n`;
}
