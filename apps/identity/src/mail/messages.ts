import type { CodeRequest } from '../factors/code-request.ts';
import type { Mail } from './mailer.ts';
import type { Text } from './texter.ts';

const PURPOSES: Record<Exclude<CodeRequest['purpose'], 'text-message'>, string> = {
  'sign-up': 'to create your account',
  reset: 'to choose a new password',
  'second-factor': 'to confirm that it is you',
};

/** The mail with a verification code. It names the application that asks, so that a surprised reader knows where. */
export function codeMail({ address, application, ...request }: CodeRequest, code: string): Mail {
  const purpose = request.purpose === 'text-message' ? 'second-factor' : request.purpose;
  return {
    to: address,
    subject: `${code} is your verification code`,
    text: paragraphs(
      `Your verification code ${PURPOSES[purpose]} at ${application} is:`,
      code,
      `It works for ten minutes, once, and only on the page that asked for it. Nobody from ${application} will ever ask you for it on the telephone or in a message.`,
      'If you did not ask for a code, you can ignore this mail: without the code nothing happens.',
    ),
  };
}

/** The text message with a verification code. */
export function codeText({ address, application }: CodeRequest, code: string): Text {
  return { to: address, text: `${code} is your verification code for ${application}. Tell it to nobody.` };
}

/** One line for each paragraph, so that any width of screen can wrap it. */
export function paragraphs(...texts: string[]): string {
  return `${texts.join('\n\n')}\n`;
}
