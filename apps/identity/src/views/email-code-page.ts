import { type Html, html } from '@surety/web';
import { codeField } from './fields.ts';
import { actionButton, type Frame, formPage } from './layout.ts';

/** Asks for the code that proves an address. */
export function emailCodePage(props: Frame & { title: string; email: string }): Html {
  return formPage({
    frame: props,
    title: props.title,
    intro: html`We sent a code to <strong class="address">${props.email}</strong>. It works for ten minutes.`,
    fields: codeField(props.errors),
    submit: 'Verify code',
    more: [actionButton('resend', 'Send new code', 'secondary'), actionButton('change', 'Change e-mail')],
  });
}
