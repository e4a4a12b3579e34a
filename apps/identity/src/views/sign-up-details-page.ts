import type { Html } from '@surety/web';
import type { PasswordRule } from '../tenant/tenant.ts';
import { type AskedAttributes, attributeFields, newPasswordFields, settledEmailField } from './fields.ts';
import { type Frame, formPage } from './layout.ts';

/** Asks for the password and the profile of a new account. */
export function signUpDetailsPage(props: Frame & AskedAttributes & { email: string; rule: PasswordRule }): Html {
  const { signUp } = props.words;
  return formPage({
    frame: props,
    title: signUp.title,
    intro: signUp.detailsIntro,
    fields: [settledEmailField(props, props.email), newPasswordFields(props), attributeFields(props, props)],
    submit: signUp.create,
  });
}
