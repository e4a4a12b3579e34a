import { document, familyStyle, type Html, html } from '@surety/web';

/** What a person sees after signing out when no application waits for them. */
export function signedOutPage(): Html {
  return document({
    title: 'Signed out',
    house: 'identity',
    styles: [familyStyle()],
    body: html`<main id="content" class="narrow">
<h1>You are signed out</h1>
<p>You may close this window. To use an application again, go back to it and sign in.</p>
</main>`,
  });
}
