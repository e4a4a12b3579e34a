import { ApiUnavailable } from '@surety/api-contract';
import { type Html, html } from '@surety/web';
import type { FastifyInstance } from 'fastify';
import { ROUTES } from '../routes.ts';
import type { PortalServices } from '../services.ts';
import { inMoments } from '../views/format.ts';
import { type Page, sendPage } from '../views/send-page.ts';

/** What the public health operation of the api said, and how fast; `undefined` when it said nothing. */
type ApiHealth = { time: Date; milliseconds: number } | undefined;

/** `GET /status`: calls the api without any token. Public. */
export function registerStatus(app: FastifyInstance, services: PortalServices): void {
  app.get(ROUTES.status, async (request, reply) => {
    const health = await askHealth(services);
    return sendPage(services, { request, reply }, statusPage(health));
  });
}

async function askHealth({ api, clock }: Pick<PortalServices, 'api' | 'clock'>): Promise<ApiHealth> {
  const asked = clock().getTime();
  try {
    const answer = await api.getHealth({});
    if (!answer.ok) return undefined;
    return { time: new Date(answer.body.time), milliseconds: clock().getTime() - asked };
  } catch (error) {
    if (error instanceof ApiUnavailable) return undefined;
    throw error;
  }
}

function statusPage(health: ApiHealth): Page {
  return {
    title: 'System status',
    status: health ? 200 : 503,
    body: html`<section class="card narrow-card stack">
<h1>System status</h1>
<dl class="facts">
<div><dt>Portal</dt><dd><span class="badge">answers</span></dd></div>
<div><dt>Policy service</dt><dd>${health ? html`<span class="badge">answers</span>` : html`<span class="badge bad">does not answer</span>`}</dd></div>
</dl>
${health ? whenUp(health) : html`<p>The policy service does not answer right now. Try again in a moment.</p>`}
<p class="actions"><a class="button secondary" href="${ROUTES.status}">Test again</a></p>
</section>`,
  };
}

function whenUp({ time, milliseconds }: NonNullable<ApiHealth>): Html {
  return html`<p>It answered in ${milliseconds} ms. Its clock says ${inMoments(time)}. This test needs no sign-in.</p>`;
}
