import { csrfField, type Html, html } from '@surety/web';
import { findCode } from '../inbox/find-code.ts';
import type { InboxMessage } from '../inbox/message-repository.ts';
import { INBOX_PATH, messageHref, messageHtmlHref, removeHref } from '../routes.ts';
import { COPY_SCRIPT, DEVELOPER_STYLE } from './developer-assets.ts';
import { INBOX_WARNING, kindOf, mailCode, sentAt } from './inbox-page.ts';
import { layout } from './layout.ts';

type MessagePageProps = { message: InboxMessage; showsHtml: boolean; csrf: string };

/** One message as text, or as HTML in a frame that can do nothing: the HTML of a mail is somebody else's page. */
export function messagePage({ message, showsHtml, csrf }: MessagePageProps): Html {
  const code = findCode(message);
  return layout({
    title: message.subject || '(no subject)',
    isWide: true,
    styles: [DEVELOPER_STYLE],
    scripts: [COPY_SCRIPT],
    content: html`<p><a href="${INBOX_PATH}">Back to the inbox</a></p>
<h1>${message.subject || '(no subject)'}</h1>
<dl class="facts">
<div><dt>From</dt><dd>${message.from}${kindOf(message)}</dd></div>
<div><dt>To</dt><dd>${message.to}</dd></div>
<div><dt>Received</dt><dd>${sentAt(message.receivedAt)}</dd></div>
</dl>
${code && mailCode(code, true)}
${message.html !== undefined && views(message, showsHtml)}
${showsHtml ? html`<iframe class="mail-html" src="${messageHtmlHref(message.id)}" sandbox="allow-popups allow-popups-to-escape-sandbox" title="The message as HTML"></iframe>` : html`<div class="mail-text">${withLinks(message.text)}</div>`}
${message.attachments.length > 0 && attachments(message)}
<p class="alert warning small">${INBOX_WARNING}</p>
<form method="post" action="${removeHref(message.id)}">${csrfField(csrf)}<button class="button danger" type="submit">Delete</button></form>`,
  });
}

function views({ id }: InboxMessage, showsHtml: boolean): Html {
  const view = (name: string, href: string, isShown: boolean): Html =>
    html`<a href="${href}"${isShown && html` aria-current="true"`}>${name}</a>`;
  return html`<nav class="views" aria-label="View of the message">${view('Text', messageHref(id), !showsHtml)} ${view('HTML', `${messageHref(id)}?view=html`, showsHtml)}</nav>`;
}

function attachments({ attachments }: InboxMessage): Html {
  return html`<section><h2>Attachments</h2>
<ul>${attachments.map(({ name, mediaType, bytes }) => html`<li>${name} <span class="muted small">${mediaType}, ${Math.ceil(bytes / 1024)} KB</span></li>`)}</ul>
<p class="small muted">The inbox keeps their names alone.</p></section>`;
}

/** Text with its web addresses as links. */
function withLinks(text: string): (string | Html)[] {
  return text
    .split(/(https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)])/)
    .map((part, index) => (index % 2 === 1 ? html`<a href="${part}" rel="noopener noreferrer">${part}</a>` : part));
}
