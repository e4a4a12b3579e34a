import { errorFor, type Html, textField } from '@surety/web';
import { actionButton, type Frame, formPage } from './layout.ts';

/** One passkey: renames it or removes it. */
export function accountPasskeyPage(props: Frame & { name: string; enrolledAt: Date }): Html {
  const { accountPasskey: words, enrolment, dates, frame } = props.words;
  return formPage({
    frame: props,
    title: words.title,
    intro: words.setUpOn(dates.day(props.enrolledAt)),
    fields: textField({
      name: 'name',
      label: enrolment.passkeyName,
      value: props.name,
      error: errorFor(props.errors, 'name'),
      autocomplete: 'off',
      maxLength: 60,
      required: true,
    }),
    submit: words.save,
    more: [actionButton('remove', words.remove, 'secondary'), actionButton('back', frame.back)],
  });
}
