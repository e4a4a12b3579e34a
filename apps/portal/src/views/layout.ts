import { type Asset, csrfField, document, type Html, html } from '@surety/web';
import { ROUTES } from '../routes.ts';
import { ICON, STYLES } from './assets.ts';

/** Who looks at the page. */
export type Viewer = { name: string; csrfToken: string; isStaff: boolean };

export type LayoutProps = {
  title: string;
  body: Html;
  viewer?: Viewer | undefined;
  /** Which entry of the navigation this page is under. */
  current?: string | undefined;
  scripts?: readonly Asset[] | undefined;
};

const SIGNED_IN = [
  { href: ROUTES.policies, label: 'Policies' },
  { href: ROUTES.account, label: 'Account' },
  { href: ROUTES.claims, label: 'Identity' },
];

const REVIEWS = { href: ROUTES.reviews, label: 'Reviews' };

const MARK = html`<svg class="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false"><path d="M16 3.5 26 7.4v7.9c0 6.3-4.2 10.5-10 12.7-5.8-2.2-10-6.4-10-12.7V7.4z"/><path class="tick" d="m11.3 15.7 3.4 3.4 6.2-6.7"/></svg>`;

/** The portal's house: header with navigation, the page, footer. */
export function layout(props: LayoutProps): Html {
  const { title, body, viewer, current } = props;
  return document({
    title: title === 'Surety' ? 'Surety: your life insurance, in your hands' : `${title} – Surety`,
    house: 'portal',
    styles: STYLES,
    icon: ICON,
    ...(props.scripts ? { scripts: props.scripts } : {}),
    body: html`${header(viewer, current)}
<main id="content" class="page" tabindex="-1">
${body}
</main>
${footer()}`,
  });
}

function header(viewer: Viewer | undefined, current: string | undefined): Html {
  return html`<header class="masthead"><div class="masthead-inner">
<a class="wordmark" href="${ROUTES.home}">${MARK}<span>Surety</span></a>
${viewer && html`<nav aria-label="Main"><ul>${(viewer.isStaff ? [REVIEWS, ...SIGNED_IN] : SIGNED_IN).map(({ href, label }) => html`<li><a href="${href}"${href === current && html` aria-current="page"`}>${label}</a></li>`)}</ul></nav>`}
${viewer ? signOutForm(viewer) : html`<a class="button small-button" href="${ROUTES.signIn}">Sign in</a>`}
</div></header>`;
}

function signOutForm({ name, csrfToken }: Viewer): Html {
  return html`<form class="sign-out" method="post" action="${ROUTES.signOut}">${csrfField(csrfToken)}
<span class="viewer" title="${name}">${name}</span><button class="button secondary small-button">Sign out</button></form>`;
}

function footer(): Html {
  return html`<footer class="colophon"><div class="colophon-inner">
<p>Surety is a working model of an insurer’s portal. No real policies live here.</p>
<p><a href="${ROUTES.status}">System status</a></p>
</div></footer>`;
}
