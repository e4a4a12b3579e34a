import { type Html, html } from '@surety/web';
import type { Words } from '../words/words.ts';
import { emailField } from './fields.ts';
import { actionButton, type Frame, formPage } from './layout.ts';

/** Asks for the address of a new account. */
export function signUpEmailPage(
  props: Frame & { email: string | undefined; isTaken: boolean; allowsSignIn: boolean },
): Html {
  const { email, errors, isTaken, allowsSignIn, words } = props;
  const { taken, title, emailIntro } = words.signUp;
  return formPage({
    frame: isTaken && errors.length === 0 ? { ...props, errors: [{ field: 'email', message: taken }] } : props,
    title,
    intro: emailIntro,
    fields: emailField(props, email, { error: isTaken ? taken : undefined }),
    submit: words.codes.send,
    ways: allowsSignIn && (isTaken ? waysIn(words) : alreadyThere(words)),
  });
}

function alreadyThere({ signUp }: Words): Html {
  return html`<p class="way">${signUp.haveAccount} ${actionButton('sign-in', signUp.signIn)}</p>`;
}

/** Whoever proved an address that has an account is let in by it. These stand below the main button, which Enter presses. */
function waysIn({ signUp, signIn }: Words): Html {
  return html`<p class="way">${signUp.isYours} ${actionButton('sign-in', signUp.signIn)}</p>
<p class="way">${actionButton('forgot', signIn.forgot)}</p>`;
}
