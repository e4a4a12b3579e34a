import { type Html, html } from '@surety/web';
import type { Brand } from '../branding/brands.ts';
import type { Words } from '../words/words.ts';

/** What stands above the card: the brand's logo, or its name, or this house's mark. */
export function brandHead(brand: Brand | undefined): Html {
  const { name, logo } = brand ?? {};
  if (logo)
    return html`<header class="house"><picture>${logo.dark && html`<source media="(prefers-color-scheme: dark)" srcset="${logo.dark.href}">`}<img class="logo" src="${logo.light.href}" alt="${name ?? ''}"></picture></header>`;
  if (name !== undefined) return html`<p class="house brand-name" aria-hidden="true">${name}</p>`;
  return html`<p class="house" aria-hidden="true"><span class="seal"></span>Surety <span class="muted">identity</span></p>`;
}

const LINKS = ['privacy', 'terms', 'support'] as const;

/** What stands below the card. A link opens a page of its own, so that nothing typed here is lost. */
export function brandLinks(brand: Brand | undefined, { frame }: Words): Html | undefined {
  const given = LINKS.flatMap((name) => {
    const href = brand?.links[name];
    return href === undefined ? [] : [{ href, label: frame[name] }];
  });
  if (given.length === 0) return undefined;
  return html`<footer class="beyond"><ul>${given.map(({ href, label }) => html`<li><a href="${href}" target="_blank" rel="noopener noreferrer">${label}<span class="sr-only"> ${frame.newWindow}</span></a></li>`)}</ul></footer>`;
}
