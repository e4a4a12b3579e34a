import { html } from '@surety/web';
import type { ReturnPath } from '../return-path.ts';
import { ROUTES, signInHref } from '../routes.ts';
import { errorPage } from '../views/error-page.ts';
import type { Page } from '../views/send-page.ts';
import type { ProviderError } from './authorization-response.ts';
import { adviceAbout } from './provider-errors.ts';

/** What the provider refused, in our words, with its code and correlation id for whoever looks into it. */
export function providerErrorPage(props: { error: ProviderError; returnPath: ReturnPath; requestId: string }): Page {
  const { error, returnPath, requestId } = props;
  const { says, next } = adviceAbout(error);
  return errorPage({
    title: 'The sign-in did not work',
    says,
    next: html`<p>${next}</p>
<dl class="facts">
<div><dt>Code</dt><dd><code>${error.code}</code></dd></div>
${error.correlationId && html`<div><dt>Correlation id</dt><dd><code>${error.correlationId}</code></dd></div>`}
</dl>
<p class="actions"><a class="button" href="${signInHref(returnPath)}">Sign in again</a> <a class="button secondary" href="${ROUTES.home}">Start page</a></p>`,
    requestId,
    status: 400,
  });
}
