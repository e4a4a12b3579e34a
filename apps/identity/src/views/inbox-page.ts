import { csrfField, type Html, html } from '@surety/web';
import { findCode } from '../inbox/find-code.ts';
import type { InboxMessage } from '../inbox/message-repository.ts';
import { messageHref, removeAllHref, removeHref } from '../routes.ts';
import { layout } from './layout.ts';

/** Says why the inbox is a thing of development. */
export const INBOX_WARNING =
  'Development only: no mail server is configured, so every mail lands here, and anyone who can open this page can read the codes.';

/** All mail, newest first, each with its code where a glance finds it. */
export function inboxPage({ messages, csrf }: { messages: readonly InboxMessage[]; csrf: string }): Html {
  return layout({
    title: `Inbox (${messages.length})`,
    isWide: true,
    content: html`<header class="inbox-head">
<h1>Inbox</h1>
${messages.length > 0 && html`<form method="post" action="${removeAllHref()}">${csrfField(csrf)}<button class="button danger" type="submit">Delete all</button></form>`}
</header>
<p class="alert warning small">${INBOX_WARNING}</p>
${messages.length === 0 ? emptyInbox() : html`<ul class="mails">${messages.map((message) => mailItem(message, csrf))}</ul>`}`,
  });
}

function emptyInbox(): Html {
  return html`<div class="empty stack">
<h2>No mail yet</h2>
<p class="muted">When somebody signs up, resets a password or confirms a change, the mail appears here. Reload the page to look again.</p>
</div>`;
}

function mailItem(message: InboxMessage, csrf: string): Html {
  const code = findCode(message);
  return html`<li class="mail">
<div class="mail-words">
<a class="mail-subject" href="${messageHref(message.id)}">${message.subject || '(no subject)'}</a>
<p class="small muted">To ${message.to} · ${sentAt(message.receivedAt)}</p>
</div>
${code && html`<p class="mail-code"><span class="sr-only">Code: </span>${code}</p>`}
<form method="post" action="${removeHref(message.id)}">${csrfField(csrf)}<button class="button quiet" type="submit">Delete<span class="sr-only"> “${message.subject}”</span></button></form>
</li>`;
}

/** A moment as `2026-11-23 21:04 UTC`. */
export function sentAt(moment: Date): Html {
  const iso = moment.toISOString();
  return html`<time datetime="${iso}">${iso.slice(0, 16).replace('T', ' ')} UTC</time>`;
}
