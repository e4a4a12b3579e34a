import { type Html, html } from '@surety/web';
import { endpointUrl, INBOX_PATH } from '../routes.ts';
import type { Tenant, UserFlowKind } from '../tenant/tenant.ts';
import { layout } from './layout.ts';

const KINDS: Record<UserFlowKind, string> = {
  'sign-up-and-sign-in': 'Sign up and sign in',
  'sign-up': 'Sign up',
  'sign-in': 'Sign in',
  'profile-editing': 'Profile editing',
  'password-reset': 'Password reset',
  'resource-owner-password': 'Resource owner password',
};

/** What this server is, for a developer who opens its address. */
export function startPage(props: { tenant: Tenant; origin: string; hasInbox: boolean }): Html {
  const { tenant, origin, hasInbox } = props;
  return layout({
    title: `Surety identity – ${tenant.name}`,
    isWide: true,
    content: html`<h1>${tenant.name}</h1>
<p class="muted">This server signs people in at Azure AD B2C's addresses. Applications find what they need in a user flow's metadata.</p>
<table class="data">
<caption class="sr-only">User flows of this tenant</caption>
<thead><tr><th scope="col">User flow</th><th scope="col">Kind</th><th scope="col">Second factor</th><th scope="col">Metadata</th></tr></thead>
<tbody>${tenant.userFlows.map((userFlow) => {
      const place = { prefix: '', tenant: tenant.name, userFlow: userFlow.name, form: 'path' } as const;
      return html`<tr>
<th scope="row" class="mono">${userFlow.name}</th>
<td data-label="Kind">${KINDS[userFlow.kind]}</td>
<td data-label="Second factor">${userFlow.secondFactor.enforcement === 'always' ? 'always' : 'no'}</td>
<td data-label="Metadata"><a href="${endpointUrl(origin, place, 'metadata')}">Metadata<span class="sr-only"> of ${userFlow.name}</span></a></td>
</tr>`;
    })}</tbody>
</table>
${hasInbox && html`<p><a class="button secondary" href="${INBOX_PATH}">Open the inbox</a></p>`}`,
  });
}
