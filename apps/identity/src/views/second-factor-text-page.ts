import { type Html, html } from '@surety/web';
import { codeField } from './fields.ts';
import { actionButton, type Frame, formPage } from './layout.ts';
import { type OtherWay, waysInstead } from './ways-instead.ts';

/** Asks for the code that was sent by text message, or offers to send it. */
export function secondFactorTextPage(
  props: Frame & { number: string; isCodeSent: boolean; otherWays: readonly OtherWay[] },
): Html {
  const { errors, isCodeSent } = props;
  const number = html`<strong class="address">${props.number}</strong>`;
  return formPage({
    frame: props,
    title: 'Confirm that it is you',
    intro: isCodeSent
      ? html`We sent a code by text message to ${number}. It works for ten minutes.`
      : html`We send a code by text message to ${number}.`,
    fields: isCodeSent && codeField(errors),
    submit: isCodeSent ? 'Verify code' : 'Send verification code',
    more: isCodeSent && actionButton('resend', 'Send new code', 'secondary'),
    ways: waysInstead(props.otherWays),
  });
}
