import { type Html, html } from '@surety/web';
import { codeField } from './fields.ts';
import { actionButton, type Frame, formPage } from './layout.ts';

/** Asks for the code that proves an address. */
export function emailCodePage(props: Frame & { email: string }): Html {
  const { codes, fields } = props.words;
  return formPage({
    frame: props,
    title: fields.checkEmail,
    intro: codes.sentTo(html`<strong class="address">${props.email}</strong>`),
    fields: codeField(props),
    submit: codes.verify,
    more: [actionButton('resend', codes.sendNew, 'secondary'), actionButton('change', fields.changeEmail)],
  });
}
