import { errorFor, type Html, textField } from '@surety/web';
import { actionButton, type Frame, formPage } from './layout.ts';

/** One passkey: renames it or removes it. */
export function accountPasskeyPage(props: Frame & { name: string; enrolledAt: Date }): Html {
  return formPage({
    frame: props,
    title: 'Your passkey',
    intro: `Set up on ${props.enrolledAt.toISOString().slice(0, 10)}.`,
    fields: textField({
      name: 'name',
      label: 'Name of this passkey',
      value: props.name,
      error: errorFor(props.errors, 'name'),
      autocomplete: 'off',
      maxLength: 60,
      required: true,
    }),
    submit: 'Save the name',
    more: [actionButton('remove', 'Remove this passkey', 'secondary'), actionButton('back', 'Back')],
  });
}
