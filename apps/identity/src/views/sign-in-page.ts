import { checkboxField, errorFor, type Html, html, textField } from '@surety/web';
import type { UserFlowKind } from '../tenant/tenant.ts';
import type { Words } from '../words/words.ts';
import { type SignInNameProps, signInNameField } from './fields.ts';
import { actionButton, type Frame, formPage } from './layout.ts';

/** The sign-in page. */
export function signInPage(
  props: Frame &
    SignInNameProps & {
      allowsSignUp: boolean;
      kind: UserFlowKind;
      allowsPasskey: boolean;
      /** Offered where the user flow keeps people signed in. */
      keepSignedIn: { isTicked: boolean } | undefined;
    },
): Html {
  const { errors, allowsSignUp, words } = props;
  const { signIn, fields } = words;
  return formPage({
    frame: props,
    title: signIn.title,
    intro: introOf(props),
    fields: [
      signInNameField(props),
      textField({
        name: 'password',
        label: fields.password,
        type: 'password',
        error: errorFor(errors, 'password'),
        hint: errors.length > 0 ? fields.passwordNotKept : undefined,
        autocomplete: 'current-password',
        required: true,
      }),
      props.keepSignedIn &&
        checkboxField({
          name: 'keep_signed_in',
          label: signIn.keepSignedIn,
          value: props.keepSignedIn.isTicked ? 'true' : undefined,
          hint: signIn.keepSignedInHint,
        }),
    ],
    submit: signIn.submit,
    more: actionButton('forgot', signIn.forgot),
    ways: html`${props.allowsPasskey && html`<p class="way">${actionButton('passkey', signIn.withPasskey)}</p>`}${allowsSignUp && html`<p class="way">${signIn.noAccount} ${actionButton('sign-up', signIn.signUp)}</p>`}`,
  });
}

function introOf({ kind, identifiers, words }: SignInNameProps & { kind: UserFlowKind; words: Words }): string {
  const { signIn, userNames } = words;
  if (kind === 'profile-editing' || kind === 'account') return signIn.introBefore[kind];
  if (!identifiers.includes('username')) return signIn.intro;
  return identifiers.includes('email') ? userNames.signInIntroEither : userNames.signInIntro;
}
