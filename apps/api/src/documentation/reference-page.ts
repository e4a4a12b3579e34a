import { examples, type Operation, type OperationName, operations, SCOPES } from '@surety/api-contract';
import { type Asset, asset, document, familyStyle, type Html, type HtmlValue, html } from '@surety/web';
import { z } from 'zod';

/** Style sheets of the page. */
export const referenceStyles: readonly Asset[] = [familyStyle(), asset(new URL('./reference.css', import.meta.url))];

/** The reference of the api, made from the contract; without script. */
export function referencePage({ openapi }: { docs: string; openapi: string }): Html {
  const entries = Object.entries<Operation>(operations) as [OperationName, Operation][];
  const body = html`<main id="content" class="stack wide" tabindex="-1">
<header class="stack">
<h1>Surety API</h1>
<p>A policyholder’s policies, and changes to them. For machines: <a href="${openapi}">OpenAPI 3.1</a>.</p>
</header>
<section class="card stack" aria-labelledby="access">
<h2 id="access">Access</h2>
<p>Send an access token of the identity provider as <code>Authorization: Bearer …</code>. Scopes:</p>
<ul>${Object.entries(SCOPES).map(([scope, meaning]) => html`<li><code>${scope}</code>: ${meaning}</li>`)}</ul>
<p>An operation that needs a second factor answers a token without one with 401 and says in
<code>WWW-Authenticate</code> what would suffice (RFC 9470). The proof must be bound to the change: ask the provider
for it with the draft’s <code>challenge</code> as <code>nonce</code>.</p>
<p>Refusals are problem details (RFC 9457) with a stable <code>code</code>. Members that the schema of a request does
not know are refused, not ignored.</p>
</section>
<section class="card stack" aria-labelledby="operations">
<h2 id="operations">Operations</h2>
<nav aria-label="Operations"><ul>${entries.map(([name, each]) => html`<li><a href="#${name}"><code>${each.method} ${each.path}</code></a></li>`)}</ul></nav>
</section>
${entries.map(([name, each]) => operationSection(name, each))}
</main>`;
  return document({ title: 'Surety API reference', house: 'api', styles: referenceStyles, body });
}

function operationSection(name: OperationName, operation: Operation): Html {
  const { requirement, body, success } = operation;
  const refusals = [400, ...(requirement ? [401, 403] : []), ...(operation.refusals ?? [])];
  return html`<section class="card stack" aria-labelledby="${name}">
<h3 id="${name}"><span class="badge">${operation.method}</span> <code>${operation.path}</code></h3>
<p>${operation.summary}.</p>
<dl>
<dt>Access</dt><dd>${access(operation)}</dd>
${operation.ifMatch && html`<dt>Header</dt><dd><code>If-Match</code>: the <code>ETag</code> that was read</dd>`}
<dt>Answers</dt><dd>${success.status}; refusals ${refusals.join(', ')}</dd>
</dl>
${body && schemaDetails('Request body', body)}
${success.mediaType ? html`<p>Answers a document, <code>${success.mediaType}</code>.</p>` : schemaDetails('Answer', success.schema)}
${exampleDetails(name)}
</section>`;
}

function access({ requirement, authorizedBy }: Operation): HtmlValue {
  if (authorizedBy === 'link') return 'the single-use token of a mailed link, in the body; no access token';
  if (!requirement) return 'public';
  return html`scope <code>${requirement.scope}</code>${requirement.proof && ' and a fresh second factor, bound to this change'}`;
}

function exampleDetails(name: OperationName): Html {
  const { title, request, answer, refusal } = examples[name];
  return html`<details><summary>Example</summary>
<p>${title}.</p>
${request !== undefined && json('Request', request)}
${answer !== undefined && json('Answer', answer)}
${refusal && json(`Refusal, ${refusal.status}`, refusal)}
</details>`;
}

function json(title: string, value: unknown): Html {
  return html`<p>${title}:</p><pre tabindex="0"><code>${JSON.stringify(value, null, 2)}</code></pre>`;
}

function schemaDetails(title: string, schema: z.ZodType): Html {
  const { $schema: _, ...document } = z.toJSONSchema(schema);
  return html`<details><summary>${title}</summary><pre tabindex="0"><code>${JSON.stringify(document, null, 2)}</code></pre></details>`;
}
