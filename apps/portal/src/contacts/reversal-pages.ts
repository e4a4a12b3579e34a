import { csrfField, html } from '@surety/web';
import { ROUTES } from '../routes.ts';
import { TOKEN_FIELD } from '../session/mailed-link.ts';
import type { Page } from '../views/send-page.ts';

/** Asks whoever opens the link of a notice about contact data what it is for. */
export function askContactPage({ token, csrfToken }: { token: string; csrfToken: string }): Page {
  const title = 'Was this change not yours?';
  return {
    title,
    body: html`<section class="card narrow-card stack"><h1>${title}</h1>
<p>We told you that your contact data were changed. If that was not you, say so here. You need not sign in.</p>
<h2>What we do at once</h2>
<ul><li>We put the former contact data back.</li><li>We stop all further changes of them, until we have spoken with you.</li><li>We tell you by e-mail.</li></ul>
<p class="muted small">The link works once. If the change was yours, close this page: nothing has been done.</p>
<form class="actions" method="post" action="${ROUTES.contactReversals}">${csrfField(csrfToken)}
<input type="hidden" name="${TOKEN_FIELD}" value="${token}">
<button class="button">This was not me</button> <a class="button quiet" href="${ROUTES.home}">It was me</a>
</form></section>`,
  };
}

/** What was done, and what the person should do now. */
export function contactRestoredPage(): Page {
  const title = 'Your former contact data are back';
  return {
    title,
    body: html`<section class="card narrow-card stack done"><h1>${title}</h1>
<p>Nobody can change them until we have spoken with you, and a change of beneficiaries in the next days is looked at by us first.</p></section>
<section class="card narrow-card stack"><h2>Secure your account now</h2>
<p>Whoever made this change could sign in as you. Choose a new password, and use it nowhere else. Then call us by the telephone number on your policy documents.</p>
<p class="actions"><a class="button" href="${ROUTES.passwordReset}">Choose a new password</a></p></section>`,
  };
}
