import { errorFor, type Html, html, textField } from '@surety/web';
import { addressText } from './address-text.ts';
import { codeField } from './fields.ts';
import { actionButton, type Frame, formPage } from './layout.ts';

/** Asks for a telephone number, then for the code that was sent to it. */
export function enrolTextPage(
  props: Frame & { number: string | undefined; typed: string | undefined; mayPutOff: boolean },
): Html {
  const { number, errors, words } = props;
  const { enrolment, codes } = words;
  const later = props.mayPutOff && html`<p class="way">${actionButton('later', enrolment.later)}</p>`;
  if (number !== undefined) {
    return formPage({
      frame: props,
      title: enrolment.checkTelephone,
      intro: codes.sentTo(addressText(number)),
      fields: codeField(props),
      submit: codes.verify,
      more: [actionButton('resend', codes.sendNew, 'secondary'), actionButton('change', enrolment.changeNumber)],
      ways: later,
    });
  }
  return formPage({
    frame: props,
    title: enrolment.textTitle,
    intro: enrolment.textIntro,
    fields: textField({
      name: 'number',
      label: enrolment.number,
      value: props.typed,
      hint: enrolment.numberHint,
      error: errorFor(errors, 'number'),
      autocomplete: 'tel',
      inputMode: 'tel',
      maxLength: 30,
      required: true,
    }),
    submit: codes.send,
    ways: later,
  });
}
