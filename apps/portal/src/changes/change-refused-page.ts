import { html } from '@surety/web';
import { changeHref } from '../routes.ts';
import { errorPage } from '../views/error-page.ts';
import type { Page } from '../views/send-page.ts';

const TITLES: Record<number, string> = {
  409: 'This change cannot be confirmed',
  410: 'This change waited too long',
  412: 'The policy has changed meanwhile',
};

/** Why a change was not recorded. What was drafted can still be read, and taken as the start of a new change. */
export function changeRefusedPage(props: {
  status: number;
  reason: string;
  endorsementId: string;
  requestId: string;
}): Page {
  const { status, reason, endorsementId, requestId } = props;
  return errorPage({
    title: TITLES[status] ?? 'This change was not recorded',
    says: reason,
    next: html`<p class="actions"><a class="button" href="${changeHref(endorsementId)}">See the change and what you can do</a></p>`,
    requestId,
    status,
  });
}
