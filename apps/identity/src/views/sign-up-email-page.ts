import { type Html, html } from '@surety/web';
import { emailField } from './fields.ts';
import { actionButton, type Frame, formPage } from './layout.ts';

const TAKEN = 'A user with the specified ID already exists. Please choose a different one.';

/** Asks for the address of a new account. */
export function signUpEmailPage(
  props: Frame & { email: string | undefined; isTaken: boolean; allowsSignIn: boolean },
): Html {
  const { email, errors, isTaken, allowsSignIn } = props;
  return formPage({
    frame: isTaken && errors.length === 0 ? { ...props, errors: [{ field: 'email', message: TAKEN }] } : props,
    title: 'Create your account',
    intro: 'First we make sure that your e-mail address is yours: we send it a code.',
    fields: emailField(props, email, { error: isTaken ? TAKEN : undefined }),
    submit: 'Send verification code',
    ways: allowsSignIn && (isTaken ? waysIn() : alreadyThere()),
  });
}

function alreadyThere(): Html {
  return html`<p class="way">Already have an account? ${actionButton('sign-in', 'Sign in')}</p>`;
}

/** Whoever proved an address that has an account is let in by it. These stand below the main button, which Enter presses. */
function waysIn(): Html {
  return html`<p class="way">Is it your account? ${actionButton('sign-in', 'Sign in')}</p>
<p class="way">${actionButton('forgot', 'Forgot your password?')}</p>`;
}
