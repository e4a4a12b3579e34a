import { html } from '@surety/web';
import { ROUTES } from '../routes.ts';
import { errorPage } from '../views/error-page.ts';
import type { Page } from '../views/send-page.ts';

type Words = { title: string; says: string };

const UNKNOWN: Words = {
  title: 'This link is not complete',
  says: 'It is not one of ours, or a part of it is missing. Nothing was changed. Open it from the message once more, or copy all of it.',
};
const WORDS: Record<number, Words> = {
  400: UNKNOWN,
  404: UNKNOWN,
  409: {
    title: 'This link was used before',
    says: 'It works only once, and what it does was done then. Nothing was done a second time. We sent an e-mail about it.',
  },
  410: {
    title: 'This link has expired',
    says: 'It worked for 14 days. Nothing was changed. We can still help: call us by the telephone number on your policy documents.',
  },
};

/** Whether a refusal with this status is about the link itself. */
export function isAboutLink(status: number): boolean {
  return status in WORDS;
}

/** Why a link does nothing, and what to do then. */
export function linkRefusedPage(status: number, requestId: string): Page {
  const words = WORDS[status] ?? UNKNOWN;
  const next = html`<p>If somebody else may know your password, choose a new one now.</p>
<p class="actions"><a class="button" href="${ROUTES.passwordReset}">Choose a new password</a> <a class="button secondary" href="${ROUTES.home}">Start page</a></p>`;
  return errorPage({ ...words, next, requestId, status: status === 400 ? 404 : status });
}
