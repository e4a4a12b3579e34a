import { type Html, html } from '@surety/web';

const LINK = /^https?:\/\/\S+$/;
const NUMBERED = /^\d+\. /;

/**
 * A letter in HTML, made from its plain text so that both say the same: paragraphs, numbered lists, and links on lines of
 * their own. Nothing is fetched from anywhere; colours are left to the reader's own light or dark scheme; everything that a
 * letter says is escaped.
 */
export function letterInHtml({ subject, body }: { subject: string; body: string }): string {
  const parts = body
    .trim()
    .split(/\n{2,}/)
    .map(partOf);
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><title>${subject}</title></head>
<body style="font-family:system-ui,sans-serif;font-size:16px;line-height:1.5;margin:0;padding:16px">
<main style="max-width:36em;margin:0 auto"><h1 style="font-size:20px;line-height:1.3">${subject}</h1>
${parts}
</main></body></html>
`.toString();
}

function partOf(part: string): Html {
  const lines = part.split('\n');
  if (lines.length === 1 && LINK.test(part))
    return html`<p><a href="${part}" style="word-break:break-all">${part}</a></p>`;
  const first = lines.findIndex((line) => NUMBERED.test(line));
  if (first === -1) return html`<p>${lines.join(' ')}</p>`;
  const before = lines.slice(0, first);
  return html`${before.length > 0 && html`<p>${before.join(' ')}</p>`}<ol>${itemsOf(lines.slice(first)).map((item) => html`<li>${item}</li>`)}</ol>`;
}

// A line that begins with no number goes on with the item before it.
function itemsOf(lines: readonly string[]): readonly string[] {
  const items: string[] = [];
  for (const line of lines) {
    if (NUMBERED.test(line)) items.push(line.replace(NUMBERED, ''));
    else items.push(`${items.pop() ?? ''} ${line.trim()}`.trim());
  }
  return items;
}
