import { type Html, html } from '@surety/web';
import { actionButton, type Frame, formPage } from './layout.ts';

/** Shows fresh recovery codes this once; without them says how many are left and offers new ones. */
export function recoveryCodesPage(props: Frame & { codes: readonly string[] | undefined; left: number }): Html {
  const { codes, left } = props;
  const words = props.words.recoveryCodes;
  if (!codes) {
    return formPage({
      frame: props,
      title: words.leftTitle(left),
      intro: words.leftIntro,
      fields: html`<p class="actions">${actionButton('make', words.make, 'secondary')}</p>`,
      submit: words.without,
    });
  }
  return formPage({
    frame: props,
    title: words.keepTitle,
    intro: words.keepIntro,
    fields: html`<ol class="recovery-codes">${codes.map((code) => html`<li>${code}</li>`)}</ol>
<p class="alert warning small">${words.shownOnce}</p>`,
    submit: words.kept,
  });
}
