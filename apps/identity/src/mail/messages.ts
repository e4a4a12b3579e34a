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

/** One line for each paragraph, so that any width of screen can wrap it. */
export function paragraphs(...texts: string[]): string {
  return `${texts.join('\n\n')}\n`;
}
