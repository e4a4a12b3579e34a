import { type HtmlValue, html } from '@surety/web';

/** Verification codes, however they are sent. */
export const CODES = {
  label: 'Verification code',
  hint: 'Six digits',
  missing: 'Enter the 6 digits of the code.',
  send: 'Send verification code',
  sendNew: 'Send new code',
  verify: 'Verify code',
  sentTo: (address: HtmlValue) => html`We sent a code to ${address}. It works for ten minutes.`,
  /** B2C's words. */
  faults: {
    wrong: 'That code is incorrect. Please try again.',
    expired: 'That code is expired. Please request a new code.',
    'too-many-tries': "You've made too many incorrect attempts. Please try again later.",
    'too-many-sendings':
      'There have been too many requests to verify this email address. Please wait a while, then try again.',
    'sending-failed': 'We could not send the code just now. Please try again in a minute.',
  },
};
