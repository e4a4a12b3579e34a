import { html } from '@surety/web';
import { ROUTES } from '../routes.ts';
import type { ErrorWords } from '../views/error-page.ts';

type Words = Pick<ErrorWords, 'title' | 'says' | 'status'>;

const UNKNOWN: Words = {
  title: 'This link is not complete',
  says: 'It is not one of ours, or a part of it is missing. Nothing was answered. Open it from the message once more, or copy all of it.',
  status: 404,
};

const WORDS: Record<string, Words> = {
  'link-used': {
    title: 'This was answered before',
    says: 'The link works only once. What was answered then stays as it is; call the insurer if it was wrong.',
    status: 409,
  },
  'no-longer-asked': {
    title: 'Your consent is not needed any more',
    says: 'The change is no longer under review: it was decided, replaced by another one, or stopped. Nothing was answered.',
    status: 409,
  },
  'link-expired': {
    title: 'This link has expired',
    says: 'Nothing was answered, and so nobody has consented. Call the insurer if you want to.',
    status: 410,
  },
};

/** Why a link asks nothing, and what to do then. */
export function consentLinkRefused(code: string, requestId: string): ErrorWords {
  const next = html`<p class="actions"><a class="button secondary" href="${ROUTES.home}">Start page</a></p>`;
  return { ...(WORDS[code] ?? UNKNOWN), next, requestId };
}
