import { type Html, html } from '@surety/web';
import { actionButton, type Frame, formPage } from './layout.ts';
import { PASSKEY_SCRIPT, passkeyField } from './passkey-field.ts';

/** Signs in with a passkey alone. */
export function signInPasskeyPage(props: Frame & { options: object }): Html {
  const { signIn, factors } = props.words;
  return formPage({
    frame: props,
    title: signIn.passkeyTitle,
    intro: factors.passkeyIntro,
    fields: passkeyField(props.words, 'get', props.options),
    submit: factors.usePasskey,
    ways: html`<p class="way">${actionButton('password', signIn.withPassword)}</p>`,
    scripts: [PASSKEY_SCRIPT],
  });
}
