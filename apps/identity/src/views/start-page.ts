import { type Html, html } from '@surety/web';
import { applicationHref, endpointUrl, INBOX_PATH, RUN_PATH } from '../routes.ts';
import { isViewer, type RunTarget } from '../start-page/run-request.ts';
import type { Application, Tenant, UserFlow, UserFlowKind } from '../tenant/tenant.ts';
import { issuerOf } from '../tokens/issuer.ts';
import { COPY_SCRIPT, DEVELOPER_STYLE } from './developer-assets.ts';
import { layout } from './layout.ts';

const KINDS: Record<UserFlowKind, string> = {
  'sign-up-and-sign-in': 'Sign up and sign in',
  'sign-up': 'Sign up',
  'sign-in': 'Sign in',
  'profile-editing': 'Profile editing',
  'password-reset': 'Password reset',
  account: 'Account',
  'resource-owner-password': 'Resource owner password',
};

type StartPageProps = {
  tenant: Tenant;
  origin: string;
  issuerOrigin: string;
  hasInbox: boolean;
  targets: readonly RunTarget[];
};

/** What this server is, for a developer who opens its address. */
export function startPage(props: StartPageProps): Html {
  const { tenant, origin, issuerOrigin, hasInbox } = props;
  const [first] = tenant.userFlows;
  return layout({
    title: `Surety identity – ${tenant.name}`,
    isWide: true,
    styles: [DEVELOPER_STYLE],
    scripts: [COPY_SCRIPT],
    content: html`<h1>${breakable(tenant.name)}</h1>
<p class="muted">This server signs people in at Azure AD B2C's addresses. Run a user flow to see what an application gets, or take the configuration for yours.</p>
<dl class="facts">
<div><dt>Tenant id</dt><dd class="mono">${tenant.id}</dd></div>
${
  first &&
  html`<div><dt>Issuer</dt><dd class="mono">${issuerOf(issuerOrigin, tenant, first)}</dd></div>
<div class="broad"><dt>Metadata of ${first.name}</dt><dd class="mono"><a href="${metadataUrl(origin, tenant, first)}">${metadataUrl(origin, tenant, first)}</a></dd></div>`
}
</dl>
${hasInbox && html`<p><a class="button secondary" href="${INBOX_PATH}">Open the inbox</a></p>`}
<section class="stack" aria-labelledby="user-flows">
<h2 id="user-flows">User flows</h2>
<ul class="rows">${tenant.userFlows.map((userFlow) => userFlowRow(props, userFlow))}</ul>
</section>
<section class="stack" aria-labelledby="applications">
<h2 id="applications">Applications</h2>
<ul class="rows">${tenant.applications.map(applicationRow)}</ul>
</section>`,
  });
}

/** The same address where strangers could see it: it says nothing about the tenant. */
export function closedStartPage(): Html {
  return layout({
    title: 'Surety identity',
    content: html`<h1>Nothing to see here</h1>
<p>This server signs people in for applications. Please start from the application that you want to use.</p>`,
  });
}

function userFlowRow({ tenant, origin, targets }: StartPageProps, userFlow: UserFlow): Html {
  const { name, kind, secondFactor } = userFlow;
  const canRun = kind !== 'resource-owner-password' && targets.length > 0;
  return html`<li class="row">
<div class="row-words">
<h3 class="mono">${name}</h3>
<p class="small muted">${KINDS[kind]} · second factor: ${secondFactor.enforcement} · <a href="${metadataUrl(origin, tenant, userFlow)}">Metadata<span class="sr-only"> of ${name}</span></a></p>
</div>
${
  canRun &&
  html`<form method="get" action="${RUN_PATH}" class="run">
<input type="hidden" name="userFlow" value="${name}">
<label class="small" for="reply-${name}">Application and reply URL</label>
<select id="reply-${name}" name="reply">${targets.map(
    ({ application, redirectUri }) =>
      html`<option value="${application.id} ${redirectUri}">${application.name}${isViewer({ application, redirectUri }) ? ' (shows the tokens)' : ` – ${redirectUri}`}</option>`,
  )}</select>
<button class="button" type="submit">Run now<span class="sr-only">: ${name}</span></button>
</form>`
}
</li>`;
}

function applicationRow({ id, name, kind, isDisabled, redirectUris, exposes }: Application): Html {
  return html`<li class="row">
<div class="row-words">
<h3>${name}</h3>
<p class="small muted">${kind}${isDisabled && ', disabled'} · <span class="mono">${id}</span></p>
${redirectUris.map((uri) => html`<p class="small mono">${uri}</p>`)}
${exposes && html`<p class="small">Exposes <span class="mono">${exposes.appIdUri}</span>: ${exposes.scopes.join(', ')}</p>`}
</div>
${redirectUris.length > 0 && html`<a class="button secondary" href="${applicationHref(id)}">Configuration<span class="sr-only"> for ${name}</span></a>`}
</li>`;
}

function metadataUrl(origin: string, tenant: Tenant, userFlow: UserFlow): string {
  return endpointUrl(origin, { prefix: '', tenant: tenant.name, userFlow: userFlow.name, form: 'path' }, 'metadata');
}

/** A domain name that a narrow screen breaks before its dots. */
function breakable(name: string): Html[] {
  return name.split('.').map((part, index) => (index === 0 ? html`${part}` : html`<wbr>.${part}`));
}
