import { type Html, html } from '@surety/web';
import { START_PATH } from '../routes.ts';
import type { DecodedToken } from '../start-page/decode-token.ts';
import { COPY_SCRIPT, DEVELOPER_STYLE } from './developer-assets.ts';
import { layout } from './layout.ts';

type ViewerPageProps = {
  tokens: readonly (DecodedToken & { name: string })[];
  refusal?: { error: string; description: string } | undefined;
};

/** What an application would have got from a run of a user flow. */
export function viewerPage({ tokens, refusal }: ViewerPageProps): Html {
  const isEmpty = tokens.length === 0 && !refusal;
  return layout({
    title: 'What the application gets',
    isWide: true,
    styles: [DEVELOPER_STYLE],
    scripts: [COPY_SCRIPT],
    content: html`<p><a href="${START_PATH}">Start page</a></p>
<h1>What the application gets</h1>
${isEmpty && html`<p>Nothing yet. Choose <em>Run now</em> at a user flow on the start page; its tokens are shown here.</p>`}
${refusal && html`<div class="alert error"><h2>${refusal.error}</h2><pre class="plain">${refusal.description}</pre></div>`}
${tokens.map(tokenSection)}`,
  });
}

function tokenSection({ name, raw, header, claims, isSignedHere }: ViewerPageProps['tokens'][number]): Html {
  return html`<section class="stack">
<h2>${name} <span class="badge${!isSignedHere && html` bad`}">${isSignedHere ? 'signed by this server' : 'not signed by this server'}</span></h2>
<table class="data">
<caption class="sr-only">Claims of the ${name}</caption>
<thead><tr><th scope="col">Claim</th><th scope="col">Value</th></tr></thead>
<tbody>${Object.entries(claims).map(
    ([claim, value]) =>
      html`<tr><th scope="row" class="mono">${claim}</th><td class="mono">${printed(claim, value)}</td></tr>`,
  )}</tbody>
</table>
<details><summary>Header and whole token</summary>
<pre class="code" tabindex="0" role="region" aria-label="Header of the ${name}">${JSON.stringify(header, undefined, 2)}</pre>
<pre class="code wrapped" tabindex="0" role="region" aria-label="The whole ${name}" data-copy="Copy the token">${raw}</pre>
</details>
</section>`;
}

const TIMES = new Set(['exp', 'nbf', 'iat', 'auth_time']);

function printed(claim: string, value: unknown): string {
  if (TIMES.has(claim) && typeof value === 'number')
    return `${value} (${new Date(value * 1000).toISOString().slice(0, 19).replace('T', ' ')} UTC)`;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
