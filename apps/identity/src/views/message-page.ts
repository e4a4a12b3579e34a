import { csrfField, type Html, html } from '@surety/web';
import { findCode } from '../inbox/find-code.ts';
import type { InboxMessage } from '../inbox/message-repository.ts';
import { INBOX_PATH, removeHref } from '../routes.ts';
import { INBOX_WARNING, sentAt } from './inbox-page.ts';
import { layout } from './layout.ts';

/** One mail. Only its text is shown: HTML of a mail is somebody else's page. */
export function messagePage({ message, csrf }: { message: InboxMessage; csrf: string }): Html {
  const code = findCode(message);
  return layout({
    title: message.subject || '(no subject)',
    isWide: true,
    content: html`<p><a href="${INBOX_PATH}">Back to the inbox</a></p>
<h1>${message.subject || '(no subject)'}</h1>
<dl class="facts">
<div><dt>From</dt><dd>${message.from}</dd></div>
<div><dt>To</dt><dd>${message.to}</dd></div>
<div><dt>Received</dt><dd>${sentAt(message.receivedAt)}</dd></div>
</dl>
${code && html`<p class="mail-code large"><span class="sr-only">Code: </span>${code}</p>`}
<div class="mail-text">${withLinks(message.text)}</div>
<p class="alert warning small">${INBOX_WARNING}</p>
<form method="post" action="${removeHref(message.id)}">${csrfField(csrf)}<button class="button danger" type="submit">Delete</button></form>`,
  });
}

/** Text with its web addresses as links. */
function withLinks(text: string): (string | Html)[] {
  return text
    .split(/(https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)])/)
    .map((part, index) => (index % 2 === 1 ? html`<a href="${part}" rel="noopener noreferrer">${part}</a>` : part));
}
