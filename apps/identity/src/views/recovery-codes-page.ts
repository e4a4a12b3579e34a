import { type Html, html } from '@surety/web';
import { actionButton, type Frame, formPage } from './layout.ts';

/** Shows fresh recovery codes this once; without them says how many are left and offers new ones. */
export function recoveryCodesPage(props: Frame & { codes: readonly string[] | undefined; left: number }): Html {
  const { codes, left } = props;
  if (!codes) {
    return formPage({
      frame: props,
      title: left === 1 ? 'One recovery code is left' : `${left || 'No'} recovery codes are left`,
      intro: 'Make new ones while you can. Older codes are worth nothing from then on.',
      fields: html`<p class="actions">${actionButton('make', 'Make new recovery codes', 'secondary')}</p>`,
      submit: 'Continue without',
    });
  }
  return formPage({
    frame: props,
    title: 'Keep your recovery codes',
    intro: 'If you lose your telephone or your passkey, one of these codes confirms that it is you. Each works once.',
    fields: html`<ol class="recovery-codes">${codes.map((code) => html`<li>${code}</li>`)}</ol>
<p class="alert warning small">They are shown this once. Print this page, or copy them into your password manager.</p>`,
    submit: 'I have kept them',
  });
}
