import { type Html, html } from '@surety/web';
import type { AddressProblem } from '../steps/progress.ts';
import type { Words } from '../words/words.ts';
import { type SignInNameProps, signInNameField } from './fields.ts';
import { actionButton, type Frame, formPage } from './layout.ts';

/** Asks for the address or user name whose password was forgotten. */
export function resetEmailPage(
  props: Frame &
    SignInNameProps & {
      problem: AddressProblem | undefined;
      allowsSignIn: boolean;
      allowsSignUp: boolean;
    },
): Html {
  const { errors, problem, words } = props;
  const takesUserName = props.identifiers.includes('username');
  const field = takesUserName ? 'username' : 'email';
  const { reset, signIn, signUp } = words;
  const message = messageOf(words, problem);
  return formPage({
    frame: message && errors.length === 0 ? { ...props, errors: [{ field, message }] } : props,
    title: reset.title,
    intro: takesUserName ? words.userNames.resetIntro : reset.intro,
    fields: signInNameField(props, { error: message }),
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
