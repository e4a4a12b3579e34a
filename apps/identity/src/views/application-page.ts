import { type Html, html } from '@surety/web';
import { applicationHref, START_PATH } from '../routes.ts';
import type { Snippet } from '../start-page/snippets.ts';
import type { Application, Tenant, UserFlow } from '../tenant/tenant.ts';
import { COPY_SCRIPT, DEVELOPER_STYLE } from './developer-assets.ts';
import { layout } from './layout.ts';

type ApplicationPageProps = {
  tenant: Tenant;
  application: Application;
  userFlow: UserFlow;
  snippets: readonly Snippet[];
};

/** Ready configuration for one application, library by library. */
export function applicationPage({ tenant, application, userFlow, snippets }: ApplicationPageProps): Html {
  return layout({
    title: `${application.name} – ${tenant.name}`,
    isWide: true,
    styles: [DEVELOPER_STYLE],
    scripts: [COPY_SCRIPT],
    content: html`<p><a href="${START_PATH}">${tenant.name}</a></p>
<h1>${application.name}</h1>
<p class="muted">Configuration with the values of this application. Its secret is not shown: it stands in the tenant file, or in the data folder for the built-in tenant.</p>
<form method="get" action="${applicationHref(application.id)}" class="run">
<label for="userFlow">User flow</label>
<select id="userFlow" name="userFlow">${tenant.userFlows.map(
      ({ name }) => html`<option${name === userFlow.name && html` selected`}>${name}</option>`,
    )}</select>
<button class="button secondary" type="submit">Show</button>
</form>
${snippets.map(
  ({ library, fileName, text }) => html`<section class="snippet" aria-labelledby="${idOf(library)}">
<h2 id="${idOf(library)}">${library} <span class="small muted">${fileName}</span></h2>
<pre class="code" tabindex="0" aria-label="${library}" role="region" data-copy="Copy">${text}</pre>
</section>`,
)}`,
  });
}

function idOf(library: string): string {
  return library.toLowerCase().replace(/\W+/g, '-');
}
