import { type Html, html } from '@surety/web';
import type { SignIn } from '../sign-ins/sign-in-repository.ts';
import { sentAt } from './inbox-page.ts';
import { actionButton, type Frame, formPage } from './layout.ts';

type Shown = Omit<SignIn, 'clientIds'> & { isHere: boolean; applications: readonly string[] };

/** Where a person is signed in, and what ends it. */
export function accountSignInsPage(props: Frame & { signIns: readonly Shown[] }): Html {
  const { signIns } = props;
  return formPage({
    frame: props,
    title: 'Where you are signed in',
    intro: 'End what you do not recognise, then change your password.',
    fields: html`<ul class="holdings">${signIns.map((signIn) => item(signIn))}</ul>
${signIns.length === 0 && html`<p class="muted">Nowhere at the moment.</p>`}`,
    submit: 'Back to your account',
    more: signIns.length > 0 && actionButton('end-all', 'End all', 'secondary'),
  });
}

function item({ id, browser, usedAt, startedAt, sessionUntil, accessUntil, applications, isHere }: Shown): Html {
  return html`<li><div>
<p><strong>${browser || 'An application'}</strong>${isHere && html` <span class="small">(this browser)</span>`}</p>
<p class="small muted">${applications.length > 0 && html`${applications.join(', ')} · `}last used ${sentAt(usedAt)}, since ${sentAt(startedAt)}</p>
${!sessionUntil && accessUntil && html`<p class="small muted">Signed out here; the application may go on until ${sentAt(accessUntil)} at most.</p>`}
</div><p class="actions">${actionButton(`end:${id}`, 'End', 'secondary')}</p></li>`;
}
