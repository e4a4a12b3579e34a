import { type Html, html } from '@surety/web';
import type { SecondFactorMethod } from '../tenant/tenant.ts';
import { type Frame, formPage } from './layout.ts';

const CHOICES: Record<SecondFactorMethod, { action: string; title: string; text: string }> = {
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
};

/** Lets a person choose a second factor. */
export function secondFactorChoicePage(props: Frame & { methods: readonly SecondFactorMethod[] }): Html {
  return formPage({
    frame: props,
    title: 'Confirm that it is you',
    intro: `What you do at ${props.application} needs more than a password. How do you want to confirm it?`,
    fields: html`<div class="choices">${props.methods.map((method) => {
      const { action, title, text } = CHOICES[method];
      return html`<button class="choice" type="submit" name="action" value="${action}"><strong>${title}</strong><span>${text}</span></button>`;
    })}</div>`,
  });
}
