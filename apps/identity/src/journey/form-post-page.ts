import { asset, type Html, html } from '@surety/web';
import type { Brand } from '../branding/brands.ts';
import { layout } from '../views/layout.ts';
import type { Words } from '../words/words.ts';
import type { AuthorizationResponse } from './authorization-response.ts';

/** Sends the form as soon as the page is there. Without script the person presses the button. */
export const AUTO_SUBMIT = asset(new URL('./auto-submit.js', import.meta.url));

/** The page that posts an answer to the application (OAuth 2.0 Form Post Response Mode). */
export function formPostPage(
  { action, fields }: Extract<AuthorizationResponse, { mode: 'form_post' }>,
  { words, brand }: { words: Words; brand: Brand | undefined },
): Html {
  return layout({
    words,
    brand,
    title: words.frame.continue,
    scripts: [AUTO_SUBMIT],
    content: html`<h1>${words.frame.almostThere}</h1>
<p>${words.frame.returning}</p>
<form method="post" action="${action}" data-auto-submit>
${fields.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<p class="actions"><button class="button" type="submit">${words.frame.continue}</button></p>
</form>`,
  });
}
