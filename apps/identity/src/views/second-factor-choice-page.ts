import { type Html, html } from '@surety/web';
import type { SecondFactorMethod } from '../tenant/tenant.ts';
import { type Frame, formPage } from './layout.ts';

const CHOICES: Partial<Record<SecondFactorMethod, { action: string; title: string; text: string }>> = {
  'email-code': {
    action: 'email',
    title: 'A code by e-mail',
    text: 'Nothing to set up. We send a code each time.',
  },
  'authenticator-app': {
    action: 'app',
    title: 'An authenticator app',
    text: 'Works without mail, on your telephone. We check your e-mail address once, then you scan a picture.',
  },
  'text-message': {
    action: 'text',
    title: 'A code by text message',
    text: 'To your telephone. We check your e-mail address once, then you tell us the number.',
  },
  passkey: {
    action: 'passkey',
    title: 'A passkey',
    text: 'Your fingerprint, face or PIN on this device, or a security key. Nobody can copy it from you.',
  },
};

/** Lets a person choose a second factor. */
export function secondFactorChoicePage(props: Frame & { methods: readonly SecondFactorMethod[] }): Html {
  return formPage({
    frame: props,
    title: 'Confirm that it is you',
    intro: `What you do at ${props.application} needs more than a password. How do you want to confirm it?`,
    fields: html`<div class="choices">${props.methods.map((method) => {
      const choice = CHOICES[method];
      if (!choice) return null;
      const { action, title, text } = choice;
      return html`<button class="choice" type="submit" name="action" value="${action}"><strong>${title}</strong><span>${text}</span></button>`;
    })}</div>`,
  });
}
