import type { Html } from '@surety/web';
import type { PasswordRule } from '../tenant/tenant.ts';
import { newPasswordFields, settledEmailField } from './fields.ts';
import { type Frame, formPage } from './layout.ts';

/** Asks for a new password. */
export function resetPasswordPage(props: Frame & { email: string; rule: PasswordRule }): Html {
  return formPage({
    frame: props,
    title: 'Choose a new password',
    intro:
      'Wherever else you are signed in, you will have to sign in again. A page that is open there may notice only after a while.',
    fields: [settledEmailField(props, props.email), newPasswordFields(props)],
    submit: 'Continue',
  });
}
