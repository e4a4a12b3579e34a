import type { Html } from '@surety/web';
import type { PasswordRule } from '../tenant/tenant.ts';
import { newPasswordFields, type SettledNames, settledNameFields } from './fields.ts';
import { type Frame, formPage } from './layout.ts';

/** Asks for a new password. */
export function resetPasswordPage(props: Frame & SettledNames & { rule: PasswordRule }): Html {
  const { reset, frame } = props.words;
  return formPage({
    frame: props,
    title: reset.newTitle,
    intro: reset.newIntro,
    fields: [settledNameFields(props), newPasswordFields(props)],
    submit: frame.continue,
  });
}
