import { type Html, html } from '@surety/web';
import { maskEmailAddress } from '../accounts/email-address.ts';
import { codeField } from './fields.ts';
import { actionButton, type Frame, formPage } from './layout.ts';

/** Asks for the code that was mailed as second factor, or offers to send it. */
export function secondFactorEmailPage(
  props: Frame & { email: string; isCodeSent: boolean; isEnrollingApp: boolean; allowsApp: boolean; hasApp: boolean },
): Html {
  const { errors, isCodeSent, isEnrollingApp } = props;
  const address = html`<strong class="address">${maskEmailAddress(props.email)}</strong>`;
  const intro = isCodeSent
    ? html`We sent a code to ${address}. It works for ten minutes.`
    : html`We send a code to ${address}.`;
  return formPage({
    frame: props,
    title: 'Confirm that it is you',
    intro: html`${intro}${isEnrollingApp && ' After that you set up your authenticator app.'}`,
    fields: isCodeSent && codeField(errors),
    submit: isCodeSent ? 'Verify code' : 'Send verification code',
    more: isCodeSent && actionButton('resend', 'Send new code', 'secondary'),
    ways:
      props.allowsApp &&
      !isEnrollingApp &&
      html`<p class="way">${actionButton('app', props.hasApp ? 'Use your authenticator app instead' : 'Set up an authenticator app instead')}</p>`,
  });
}
