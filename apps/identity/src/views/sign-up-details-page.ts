import type { Html } from '@surety/web';
import { type AskedAttributes, attributeFields, newPasswordFields, settledEmailField } from './fields.ts';
import { type Frame, formPage } from './layout.ts';

/** Asks for the password and the profile of a new account. */
export function signUpDetailsPage(props: Frame & AskedAttributes & { email: string }): Html {
  return formPage({
    frame: props,
    title: 'Create your account',
    intro: 'Choose a password and tell us who you are.',
    fields: [settledEmailField(props.email), newPasswordFields(props.errors), attributeFields(props, props.errors)],
    submit: 'Create',
  });
}
