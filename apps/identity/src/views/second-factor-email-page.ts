import { type Html, html } from '@surety/web';
import { maskEmailAddress } from '../accounts/email-address.ts';
import type { EnrolledMethod } from '../steps/progress.ts';
import { codeField } from './fields.ts';
import { actionButton, type Frame, formPage } from './layout.ts';

const SET_UP: Record<EnrolledMethod, string> = {
  'authenticator-app': 'authenticator app',
  'text-message': 'telephone number',
  passkey: 'passkey',
};

/** Asks for the code that was mailed as second factor, or offers to send it. */
export function secondFactorEmailPage(
  props: Frame & { email: string; isCodeSent: boolean; enrolling: EnrolledMethod | undefined; allowsApp: boolean },
): Html {
  const { errors, isCodeSent, enrolling } = props;
  const address = html`<strong class="address">${maskEmailAddress(props.email)}</strong>`;
  const intro = isCodeSent
    ? html`We sent a code to ${address}. It works for ten minutes.`
    : html`We send a code to ${address}.`;
  return formPage({
    frame: props,
    title: 'Confirm that it is you',
    intro: html`${intro}${enrolling && ` After that you set up your ${SET_UP[enrolling]}.`}`,
    fields: isCodeSent && codeField(errors),
    submit: isCodeSent ? 'Verify code' : 'Send verification code',
    more: isCodeSent && actionButton('resend', 'Send new code', 'secondary'),
    ways:
      props.allowsApp &&
      !enrolling &&
      html`<p class="way">${actionButton('app', 'Set up an authenticator app instead')}</p>`,
  });
}
