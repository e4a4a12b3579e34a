import { type Html, html } from '@surety/web';
import type { FastifyInstance } from 'fastify';
import type { JWTPayload } from 'jose';
import { parseReturnPath } from '../return-path.ts';
import { ROUTES } from '../routes.ts';
import type { PortalServices } from '../services.ts';
import { SignInNeeded } from '../session/signed-in.ts';
import { inMoments } from '../views/format.ts';
import { type Page, sendPage } from '../views/send-page.ts';
import { CLAIM_MEANINGS, UNKNOWN_CLAIM } from './claim-meanings.ts';

/** `GET /claims`: every claim of the newest ID token, with what it means. */
export function registerClaims(app: FastifyInstance, services: PortalServices): void {
  app.get(ROUTES.claims, async (request, reply) => {
    const session = await services.sessions.read(request);
    if (!session) throw new SignInNeeded(parseReturnPath(ROUTES.claims));
    return sendPage(services, { request, reply }, { ...claimsPage(session.claims), session });
  });
}

function claimsPage(claims: JWTPayload): Page {
  return {
    title: 'What your sign-in says about you',
    current: ROUTES.claims,
    body: html`<h1>What your sign-in says about you</h1>
<p>When you signed in, the sign-in service told this portal the following in a signed ID token. It tells who you are; it opens nothing by itself.</p>
<section class="card"><table class="data claims"><caption class="sr-only">Claims of the ID token</caption>
<thead><tr><th scope="col">Claim</th><th scope="col">Value</th><th scope="col">Meaning</th></tr></thead>
<tbody>${Object.entries(claims).map(claimRow)}</tbody></table></section>`,
  };
}

function claimRow([name, value]: [string, unknown]): Html {
  const known = Object.hasOwn(CLAIM_MEANINGS, name) ? CLAIM_MEANINGS[name] : undefined;
  return html`<tr><th scope="row"><code>${name}</code></th>
<td data-label="Value">${known?.isTime && typeof value === 'number' ? inMoments(new Date(value * 1000)) : inText(value)}</td>
<td data-label="Meaning">${known?.means ?? UNKNOWN_CLAIM}</td></tr>`;
}

function inText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value) && value.every((each) => typeof each === 'string')) return value.join(', ');
  return JSON.stringify(value);
}
