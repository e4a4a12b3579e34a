import type { CodeRequest } from '../factors/code-request.ts';
import { wordsIn } from '../words/words.ts';
import type { Mail } from './mailer.ts';
import type { Text } from './texter.ts';

/** The mail with a verification code. It names the application that asks, so that a surprised reader knows where. */
export function codeMail({ address, application, language, ...request }: CodeRequest, code: string): Mail {
  const purpose = request.purpose === 'text-message' ? 'second-factor' : request.purpose;
  const { subject, intro, use, ignore } = wordsIn(language).codeMail;
  return {
    to: address,
    subject: subject(code),
    text: paragraphs(intro[purpose](application), code, use(application), ignore),
  };
}

/** The text message with a verification code. */
export function codeText({ address, application, language }: CodeRequest, code: string): Text {
  return { to: address, text: wordsIn(language).codeMail.text(code, application) };
}

/** One line for each paragraph, so that any width of screen can wrap it. */
export function paragraphs(...texts: string[]): string {
  return `${texts.join('\n\n')}\n`;
}
