import { type Html, html } from '@surety/web';
import { maskEmailAddress } from '../accounts/email-address.ts';
import type { EnrolledMethod } from '../steps/progress.ts';
import { addressText } from './address-text.ts';
import { codeField } from './fields.ts';
import { actionButton, type Frame, formPage } from './layout.ts';

/** Asks for the code that was mailed as second factor, or offers to send it. */
export function secondFactorEmailPage(
  props: Frame & { email: string; isCodeSent: boolean; enrolling: EnrolledMethod | undefined; allowsApp: boolean },
): Html {
  const { isCodeSent, enrolling, words } = props;
  const { factors, codes } = words;
  const address = addressText(maskEmailAddress(props.email));
  const intro = isCodeSent ? codes.sentTo(address) : factors.willSendTo(address);
  return formPage({
    frame: props,
    title: factors.title,
    intro: html`${intro}${enrolling && ` ${factors.thenSetUp[enrolling]}`}`,
    fields: isCodeSent && codeField(props),
    submit: isCodeSent ? codes.verify : codes.send,
    more: isCodeSent && actionButton('resend', codes.sendNew, 'secondary'),
    ways: props.allowsApp && !enrolling && html`<p class="way">${actionButton('app', factors.appInstead)}</p>`,
  });
}
