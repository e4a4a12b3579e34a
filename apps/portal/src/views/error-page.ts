import { type Html, html, type Refusal } from '@surety/web';
import { ROUTES } from '../routes.ts';
import type { Page } from './send-page.ts';

export type ErrorWords = { title: string; says: string; next: Html; requestId: string; status: number };

/** A page about something that did not work: what, what to do, and the id to quote. */
export function errorPage({ title, says, next, requestId, status }: ErrorWords): Page {
  return {
    title,
    status,
    body: html`<section class="card narrow-card stack">
<h1>${title}</h1>
<p>${says}</p>
${next}
<p class="muted small">If you ask us about this, quote request <code>${requestId}</code>.</p>
</section>`,
  };
}

const TITLES: Record<number, string> = {
  403: 'This was refused',
  404: 'Page not found',
  413: 'That was too much',
  429: 'Too many requests',
};

/** A page about something that the person, or what they sent, caused. */
export function refusalPage(refusal: Refusal, requestId: string): Page {
  return errorPage({
    title: TITLES[refusal.status] ?? 'This did not work',
    says: refusal.message,
    next: html`<p class="actions"><a class="button" href="${ROUTES.policies}">Go to your policies</a> <a class="button secondary" href="${ROUTES.home}">Start page</a></p>`,
    requestId,
    status: refusal.status,
  });
}

/** A page about a part of the system that is away. `what` begins the sentence. */
export function unavailablePage(what: string, requestId: string): Page {
  return errorPage({
    title: 'Please try again in a moment',
    says: `${what} cannot be reached right now. It is nothing you did, and nothing you sent was recorded by halves.`,
    next: html`<p class="actions"><a class="button" href="${ROUTES.home}">Start page</a> <a class="button secondary" href="${ROUTES.status}">System status</a></p>`,
    requestId,
    status: 503,
  });
}

/** The same page, with the way to what was typed. */
export function withKeptForm(page: Page, resumeAt: string): Page {
  return {
    ...page,
    body: html`<div class="alert" role="status"><p>What you entered is kept in this browser for two hours, and nothing was changed. <a href="${resumeAt}">Show it again</a></p></div>
${page.body}`,
  };
}

/** A page about a provider that refuses this portal itself: only the people who run both can mend that. */
export function clientRefusedPage(requestId: string): Page {
  return errorPage({
    title: 'Signing in does not work right now',
    says: 'The sign-in service does not accept this portal at the moment. It is nothing you did; nobody was signed in and nothing was changed.',
    next: html`<p>The people who run this portal can see the cause in its log. Please try again later.</p>
<p class="actions"><a class="button" href="${ROUTES.home}">Start page</a> <a class="button secondary" href="${ROUTES.status}">System status</a></p>`,
    requestId,
    status: 503,
  });
}

/** A page about a defect of ours. */
export function defectPage(requestId: string): Page {
  return errorPage({
    title: 'Something went wrong on our side',
    says: 'We have noted it. Please try again; if it happens once more, tell us.',
    next: html`<p class="actions"><a class="button" href="${ROUTES.home}">Start page</a></p>`,
    requestId,
    status: 500,
  });
}
