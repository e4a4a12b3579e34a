import { errorFor, type Html, textField } from '@surety/web';
import type { PasswordRule } from '../tenant/tenant.ts';
import { newPasswordFields, type SettledNames, settledNameFields } from './fields.ts';
import { actionButton, type Frame, formPage } from './layout.ts';

/** Asks for the present password and a new one. */
export function accountPasswordPage(props: Frame & SettledNames & { rule: PasswordRule }): Html {
  const { accountPassword: words, frame } = props.words;
  return formPage({
    frame: props,
    title: words.title,
    intro: words.intro,
    fields: [settledNameFields(props), currentPasswordField(props), newPasswordFields(props)],
    submit: words.submit,
    more: actionButton('back', frame.back),
  });
}

/** The password that an account has now. */
export function currentPasswordField({ errors, words }: Pick<Frame, 'errors' | 'words'>): Html {
  return textField({
    name: 'current',
    label: words.accountPassword.current,
    type: 'password',
    error: errorFor(errors, 'current'),
    autocomplete: 'current-password',
    required: true,
  });
}
