import { type Html, html } from '@surety/web';
import { actionButton, type Frame, formPage } from './layout.ts';
import { PASSKEY_SCRIPT, passkeyField } from './passkey-field.ts';

/** Signs in with a passkey alone. */
export function signInPasskeyPage(props: Frame & { options: object }): Html {
  return formPage({
    frame: props,
    title: 'Sign in with a passkey',
    intro: 'Your browser asks for your passkey: your fingerprint, face, PIN or security key.',
    fields: passkeyField('get', props.options),
    submit: 'Use your passkey',
    ways: html`<p class="way">${actionButton('password', 'Sign in with your password')}</p>`,
    scripts: [PASSKEY_SCRIPT],
  });
}
