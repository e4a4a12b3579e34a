import { html } from '@surety/web';
import { ROUTES } from '../routes.ts';
import { errorPage } from '../views/error-page.ts';
import type { Page } from '../views/send-page.ts';
import type { ProfileTrouble } from './profile-trouble.ts';

/** A page instead of the profile: why it cannot be shown or changed now, and the one way on. */
export function profileTroublePage({ says, mendedBy }: ProfileTrouble, requestId: string, isKept = false): Page {
  const kept = isKept && html`<p>What you entered is kept for you, and stands in the form afterwards.</p>`;
  const account = html`<a class="button secondary" href="${ROUTES.account}">Your account</a>`;
  return mendedBy === 'sign-in'
    ? errorPage({
        title: 'Please sign in again',
        says: `${says} Nothing was changed.`,
        next: html`${kept}<p class="actions"><a class="button" href="${ROUTES.profileSignIn}">Sign in again</a> ${account}</p>`,
        requestId,
        status: 403,
      })
    : errorPage({
        title: 'Your profile cannot be shown right now',
        says,
        next: html`<p class="actions"><a class="button" href="${ROUTES.profile}">Try again</a> ${account}</p>`,
        requestId,
        status: 503,
      });
}
