import { errorFor, type Html, html, textField } from '@surety/web';
import { codeField } from './fields.ts';
import { actionButton, type Frame, formPage } from './layout.ts';

/** Asks for a telephone number, then for the code that was sent to it. */
export function enrolTextPage(
  props: Frame & { number: string | undefined; typed: string | undefined; mayPutOff: boolean },
): Html {
  const { number, errors } = props;
  const later = props.mayPutOff && html`<p class="way">${actionButton('later', 'Not now')}</p>`;
  if (number !== undefined) {
    return formPage({
      frame: props,
      title: 'Check your telephone',
      intro: html`We sent a code to <strong class="address">${number}</strong>. It works for ten minutes.`,
      fields: codeField(errors),
      submit: 'Verify code',
      more: [actionButton('resend', 'Send new code', 'secondary'), actionButton('change', 'Change the number')],
      ways: later,
    });
  }
  return formPage({
    frame: props,
    title: 'Set up text messages',
    intro: 'Which number gets the codes? We use it for nothing else.',
    fields: textField({
      name: 'number',
      label: 'Telephone number',
      value: props.typed,
      hint: 'With its country code, such as +44 7700 900123',
      error: errorFor(errors, 'number'),
      autocomplete: 'tel',
      inputMode: 'tel',
      maxLength: 30,
      required: true,
    }),
    submit: 'Send verification code',
    ways: later,
  });
}
