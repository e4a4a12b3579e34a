import { type Html, html } from '@surety/web';
import type { SecondFactorMethod } from '../tenant/tenant.ts';
import { type Frame, formPage } from './layout.ts';

/** The button of each factor that can be chosen; a recovery code is none. */
const ACTIONS = {
  'email-code': 'email',
  'authenticator-app': 'app',
  'text-message': 'text',
  passkey: 'passkey',
} as const;

/** Lets a person choose a second factor. */
export function secondFactorChoicePage(props: Frame & { methods: readonly SecondFactorMethod[] }): Html {
  const { factors } = props.words;
  return formPage({
    frame: props,
    title: factors.title,
    intro: factors.choiceIntro(props.application),
    fields: html`<div class="choices">${props.methods.map((method) => {
      if (method === 'recovery-code') return null;
      const { title, text } = factors.choices[method];
      return html`<button class="choice" type="submit" name="action" value="${ACTIONS[method]}"><strong>${title}</strong><span>${text}</span></button>`;
    })}</div>`,
  });
}
