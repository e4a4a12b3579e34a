import { type Html, html } from '@surety/web';
import { UNKNOWN_BROWSER } from '../sign-ins/browser-name.ts';
import type { SignIn } from '../sign-ins/sign-in-repository.ts';
import type { Words } from '../words/words.ts';
import { momentOf } from './dates.ts';
import { actionButton, type Frame, formPage } from './layout.ts';

type Shown = Omit<SignIn, 'clientIds'> & { isHere: boolean; applications: readonly string[] };

/** Where a person is signed in, and what ends it. */
export function accountSignInsPage(props: Frame & { signIns: readonly Shown[] }): Html {
  const { signIns, words: all } = props;
  const words = all.accountSignIns;
  return formPage({
    frame: props,
    title: words.title,
    intro: words.intro,
    fields: html`<ul class="holdings">${signIns.map((signIn) => item(all, signIn))}</ul>
${signIns.length === 0 && html`<p class="muted">${words.nowhere}</p>`}`,
    submit: all.account.backToAccount,
    more: signIns.length > 0 && actionButton('end-all', words.endAll, 'secondary'),
  });
}

function item(all: Words, signIn: Shown): Html {
  const { id, browser, usedAt, startedAt, sessionUntil, accessUntil, applications, isHere } = signIn;
  const words = all.accountSignIns;
  return html`<li><div>
<p><strong>${browser ? browserIn(words, browser) : words.application}</strong>${isHere && html` <span class="small">${words.here}</span>`}</p>
<p class="small muted">${applications.length > 0 && html`${applications.join(', ')} · `}${words.used(momentOf(all, usedAt), momentOf(all, startedAt))}</p>
${!sessionUntil && accessUntil && html`<p class="small muted">${words.goesOn(momentOf(all, accessUntil))}</p>`}
</div><p class="actions">${actionButton(`end:${id}`, words.end, 'secondary')}</p></li>`;
}

/** Browsers are written down by the names that `browserName` gives them. */
function browserIn({ browser: say }: Words['accountSignIns'], name: string): string {
  const [browser, system] = name.split(' on ');
  return say(browser === UNKNOWN_BROWSER ? undefined : browser, system);
}
