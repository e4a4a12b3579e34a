import type { Asset } from '../assets.ts';
import { type Html, html } from '../html.ts';

export type DocumentProps = {
  title: string;
  /** Class of the body, by which each app's style sheet makes the family its own. */
  house: string;
  /** A tag of BCP 47; English unless told. */
  language?: string;
  /** Text of the skip link, in the language of the page. */
  skipToContent?: string;
  styles: readonly Asset[];
  scripts?: readonly Asset[];
  icon?: Asset;
  body: Html;
};

/** A whole HTML page. The body holds a `main` with id `content`, which the skip link leads to. */
export function document(props: DocumentProps): Html {
  return html`<!doctype html>
<html lang="${props.language ?? 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${props.title}</title>
${props.styles.map(({ href }) => html`<link rel="stylesheet" href="${href}">`)}
${props.icon && html`<link rel="icon" href="${props.icon.href}" type="${props.icon.mediaType}">`}
${(props.scripts ?? []).map(({ href }) => html`<script type="module" src="${href}"></script>`)}
</head>
<body class="${props.house}">
<a class="skip-link" href="#content">${props.skipToContent ?? 'Skip to content'}</a>
${props.body}
</body>
</html>`;
}
