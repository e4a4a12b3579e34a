import { type Html, html } from '@surety/web';
import { layout } from '../views/layout.ts';

/** What a person sees after signing out when no application waits for them. */
export function signedOutPage(): Html {
  return layout({
    title: 'Signed out',
    content: html`<h1>You are signed out</h1>
<p>You may close this window. To use an application again, go back to it and sign in.</p>`,
  });
}
