import { type Html, html } from '@surety/web';
import type { AddressProblem } from '../steps/progress.ts';
import type { Words } from '../words/words.ts';
import { emailField } from './fields.ts';
import { actionButton, type Frame, formPage } from './layout.ts';

/** Asks for the address whose password was forgotten. */
export function resetEmailPage(
  props: Frame & {
    email: string | undefined;
    problem: AddressProblem | undefined;
    allowsSignIn: boolean;
    allowsSignUp: boolean;
  },
): Html {
  const { email, errors, problem, words } = props;
  const { reset, signIn, signUp } = words;
  const message = messageOf(words, problem);
  return formPage({
    frame: message && errors.length === 0 ? { ...props, errors: [{ field: 'email', message }] } : props,
    title: reset.title,
    intro: reset.intro,
    fields: emailField(props, email, { error: message }),
    submit: words.codes.send,
    ways: [
      problem === 'email-unknown' &&
        props.allowsSignUp &&
        html`<p class="way">${reset.noAccount} ${actionButton('sign-up', signIn.signUp)}</p>`,
      props.allowsSignIn && html`<p class="way">${reset.remembered} ${actionButton('sign-in', signUp.signIn)}</p>`,
    ],
  });
}

function messageOf({ signIn }: Words, problem: AddressProblem | undefined): string | undefined {
  if (problem === 'email-unknown') return signIn.refusals['unknown-account'];
  return problem === 'account-disabled' ? signIn.refusals.disabled : undefined;
}
