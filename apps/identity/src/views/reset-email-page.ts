import { type Html, html } from '@surety/web';
import type { AddressProblem } from '../steps/progress.ts';
import { emailField } from './fields.ts';
import { actionButton, type Frame, formPage } from './layout.ts';

const PROBLEMS: Partial<Record<AddressProblem, string>> = {
  'email-unknown': "We can't seem to find your account.",
  'account-disabled': 'Your account has been locked. Contact your support person to unlock it, then try again.',
};

/** Asks for the address whose password was forgotten. */
export function resetEmailPage(
  props: Frame & {
    email: string | undefined;
    problem: AddressProblem | undefined;
    allowsSignIn: boolean;
    allowsSignUp: boolean;
  },
): Html {
  const { email, errors, problem } = props;
  const message = problem && PROBLEMS[problem];
  return formPage({
    frame: message && errors.length === 0 ? { ...props, errors: [{ field: 'email', message }] } : props,
    title: 'Reset your password',
    intro: 'We send a code to your e-mail address; with it you choose a new password.',
    fields: emailField(props, email, { error: message }),
    submit: 'Send verification code',
    ways: [
      problem === 'email-unknown' &&
        props.allowsSignUp &&
        html`<p class="way">No account yet? ${actionButton('sign-up', 'Sign up now')}</p>`,
      props.allowsSignIn && html`<p class="way">Remembered it? ${actionButton('sign-in', 'Sign in')}</p>`,
    ],
  });
}
