import { csrfField, html } from '@surety/web';
import { ROUTES } from '../routes.ts';
import { TOKEN_FIELD } from '../session/mailed-link.ts';
import type { Page } from '../views/send-page.ts';

/** Asks whoever opened the link of a notice what it is for. */
export function askPage({ token, csrfToken }: { token: string; csrfToken: string }): Page {
  const title = 'Was this change not yours?';
  return {
    title,
    body: html`<section class="card narrow-card stack">
<h1>${title}</h1>
<p>We told you that the beneficiaries of a policy were changed. If that was not you, say so here. You need not sign in.</p>
<h2>What we do at once</h2>
<ul><li>We put the former beneficiaries back, or stop the change if it has not taken effect.</li><li>We stop all further changes of the beneficiaries of this policy, until we have spoken with you.</li><li>We tell you by e-mail.</li></ul>
<p class="muted small">The link works once. If the change was yours, close this page: nothing has been done.</p>
<form class="actions" method="post" action="${ROUTES.reversals}">${csrfField(csrfToken)}
<input type="hidden" name="${TOKEN_FIELD}" value="${token}">
<button class="button">This was not me</button>
<a class="button quiet" href="${ROUTES.home}">It was me</a>
</form></section>`,
  };
}
