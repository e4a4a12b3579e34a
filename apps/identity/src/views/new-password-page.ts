import type { Html } from '@surety/web';
import type { PasswordRule } from '../tenant/tenant.ts';
import { newPasswordFields, settledEmailField } from './fields.ts';
import { type Frame, formPage } from './layout.ts';

/** Asks for another password before the sign-in goes on. */
export function newPasswordPage(props: Frame & { email: string; rule: PasswordRule }): Html {
  return formPage({
    frame: props,
    title: 'Change your password',
    intro: 'Your password was right, and it has to be changed before you go on. Choose a different one.',
    fields: [settledEmailField(props, props.email), newPasswordFields(props)],
    submit: 'Continue',
  });
}
