import { checkboxField, errorFor, type Html, html, textField } from '@surety/web';
import { emailField } from './fields.ts';
import { actionButton, type Frame, formPage } from './layout.ts';

/** The sign-in page. */
export function signInPage(
  props: Frame & {
    email: string | undefined;
    allowsSignUp: boolean;
    purpose: string | undefined;
    allowsPasskey: boolean;
    /** Offered where the user flow keeps people signed in. */
    keepSignedIn: { isTicked: boolean } | undefined;
  },
): Html {
  const { email, errors, allowsSignUp, purpose } = props;
  return formPage({
    frame: props,
    title: 'Sign in',
    intro: purpose ? `Sign in first to ${purpose}.` : 'Use your e-mail address and your password.',
    fields: [
      emailField(email, errors),
      textField({
        name: 'password',
        label: 'Password',
        type: 'password',
        error: errorFor(errors, 'password'),
        hint: errors.length > 0 ? 'For your safety it was not kept: type it again.' : undefined,
        autocomplete: 'current-password',
        required: true,
      }),
      props.keepSignedIn &&
        checkboxField({
          name: 'keep_signed_in',
          label: 'Keep me signed in',
          value: props.keepSignedIn.isTicked ? 'true' : undefined,
          hint: 'Not on a computer that others use.',
        }),
    ],
    submit: 'Sign in',
    more: actionButton('forgot', 'Forgot your password?'),
    ways: html`${props.allowsPasskey && html`<p class="way">${actionButton('passkey', 'Sign in with a passkey')}</p>`}${allowsSignUp && html`<p class="way">Don't have an account? ${actionButton('sign-up', 'Sign up now')}</p>`}`,
  });
}
