import { errorFor, type Html, textField } from '@surety/web';
import type { PasswordRule } from '../tenant/tenant.ts';
import { newPasswordFields, settledEmailField } from './fields.ts';
import { actionButton, type Frame, formPage } from './layout.ts';

/** Asks for the present password and a new one. */
export function accountPasswordPage(props: Frame & { email: string; rule: PasswordRule }): Html {
  return formPage({
    frame: props,
    title: 'Change your password',
    intro: 'Everything else that is signed in has to sign in again afterwards.',
    fields: [settledEmailField(props, props.email), currentPasswordField(props), newPasswordFields(props)],
    submit: 'Change the password',
    more: actionButton('back', 'Back'),
  });
}

/** The password that an account has now. */
export function currentPasswordField({ errors }: Pick<Frame, 'errors'>): Html {
  return textField({
    name: 'current',
    label: 'Your present password',
    type: 'password',
    error: errorFor(errors, 'current'),
    autocomplete: 'current-password',
    required: true,
  });
}
