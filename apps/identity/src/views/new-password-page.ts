import type { Html } from '@surety/web';
import type { PasswordRule } from '../tenant/tenant.ts';
import { newPasswordFields, type SettledNames, settledNameFields } from './fields.ts';
import { type Frame, formPage } from './layout.ts';

/** Asks for another password before the sign-in goes on. */
export function newPasswordPage(props: Frame & SettledNames & { rule: PasswordRule }): Html {
  const { passwords, frame } = props.words;
  return formPage({
    frame: props,
    title: passwords.forcedTitle,
    intro: passwords.forcedIntro,
    fields: [settledNameFields(props), newPasswordFields(props)],
    submit: frame.continue,
  });
}
