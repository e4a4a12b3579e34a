import type { Html } from '@surety/web';
import type { PasswordRule } from '../tenant/tenant.ts';
import { newPasswordFields, settledEmailField } from './fields.ts';
import { type Frame, formPage } from './layout.ts';

/** Asks for another password before the sign-in goes on. */
export function newPasswordPage(props: Frame & { email: string; rule: PasswordRule }): Html {
  const { passwords, frame } = props.words;
  return formPage({
    frame: props,
    title: passwords.forcedTitle,
    intro: passwords.forcedIntro,
    fields: [settledEmailField(props, props.email), newPasswordFields(props)],
    submit: frame.continue,
  });
}
