import { csrfField, type Html, html } from '@surety/web';
import { findCode } from '../inbox/find-code.ts';
import type { InboxMessage } from '../inbox/message-repository.ts';
import { INBOX_PATH, messageHref, removeAllHref, removeHref } from '../routes.ts';
import { COPY_SCRIPT, DEVELOPER_STYLE, INBOX_SCRIPT } from './developer-assets.ts';
import { layout } from './layout.ts';

/** Says why the inbox is a thing of development. */
export const INBOX_WARNING =
  'Development only: no mail server is configured, so every mail lands here, and anyone who can open this page can read the codes.';

type InboxPageProps = { messages: readonly InboxMessage[]; search: string; csrf: string };

/** All messages, newest first, each with its code where a glance finds it. */
export function inboxPage({ messages, search, csrf }: InboxPageProps): Html {
  const isEmpty = messages.length === 0;
  return layout({
    title: `Inbox (${messages.length})`,
    isWide: true,
    styles: [DEVELOPER_STYLE],
    scripts: [COPY_SCRIPT, INBOX_SCRIPT],
    content: html`<header class="inbox-head">
<h1>Inbox</h1>
<form method="get" action="${INBOX_PATH}" role="search" class="inbox-search">
<label class="sr-only" for="q">Search the messages</label>
<input id="q" name="q" type="search" value="${search}" placeholder="Address, subject or text" maxlength="200">
<button class="button secondary" type="submit">Search</button>
</form>
</header>
<p id="inbox-status" class="sr-only" role="status"></p>
<div id="messages" data-newest="${messages[0]?.id ?? ''} ${messages.length}">
${isEmpty ? emptyInbox(search) : html`<ul class="mails">${messages.map((message) => mailItem(message, csrf))}</ul>`}
</div>
<div id="inbox-all" class="actions">
${search !== '' && html`<a class="button quiet" href="${INBOX_PATH}">Show all messages</a>`}
${!isEmpty && search === '' && html`<form method="post" action="${removeAllHref()}">${csrfField(csrf)}<button class="button danger" type="submit">Delete all</button></form>`}
</div>
<p class="alert warning small">${INBOX_WARNING}</p>`,
  });
}

function emptyInbox(search: string): Html {
  if (search !== '')
    return html`<div class="empty stack"><h2>Nothing found</h2><p class="muted">No message holds “${search}”.</p></div>`;
  return html`<div class="empty stack">
<h2>No mail yet</h2>
<p class="muted">When somebody signs up, resets a password or confirms a change, the message appears here.</p>
</div>`;
}

function mailItem(message: InboxMessage, csrf: string): Html {
  const code = findCode(message);
  return html`<li class="mail">
<div class="mail-words">
<a class="mail-subject" href="${messageHref(message.id)}">${message.subject || '(no subject)'}</a>
<p class="small muted">To ${message.to} · ${sentAt(message.receivedAt)}${kindOf(message)}</p>
</div>
${code && mailCode(code)}
<form method="post" action="${removeHref(message.id)}">${csrfField(csrf)}<button class="button quiet" type="submit">Delete<span class="sr-only"> “${message.subject}”</span></button></form>
</li>`;
}

/** What kind of message it is, where that is not an ordinary mail. */
export function kindOf({ kind, attachments }: InboxMessage): Html {
  const files = attachments.length;
  return html`${kind === 'text' && html` <span class="badge">Text message</span>`}${files > 0 && html` <span class="badge">${files} ${files === 1 ? 'attachment' : 'attachments'}</span>`}`;
}

/** A code, to select as a whole or, with script, to copy by a button. */
export function mailCode(code: string, isLarge = false): Html {
  return html`<p class="mail-code${isLarge && html` large`}"><span class="sr-only">Code: </span><span class="digits" data-copy="Copy">${code}</span></p>`;
}

/** A moment as `2026-11-23 21:04 UTC`. */
export function sentAt(moment: Date): Html {
  const iso = moment.toISOString();
  return html`<time datetime="${iso}">${iso.slice(0, 16).replace('T', ' ')} UTC</time>`;
}
