import { html } from '@surety/web';
import type { FastifyInstance } from 'fastify';
import { parseReturnPath, type ReturnPath } from '../return-path.ts';
import { ROUTES, signInHref } from '../routes.ts';
import type { PortalServices } from '../services.ts';
import { type Page, sendPage } from '../views/send-page.ts';

/** `GET /sign-in/password-changed`: says so, and leads on. */
export function registerPasswordChanged(app: FastifyInstance, services: PortalServices): void {
  app.get(ROUTES.passwordChanged, (request, reply) => {
    const returnPath = parseReturnPath((request.query as Record<string, unknown>).return_to);
    return sendPage(services, { request, reply }, passwordChangedPage(returnPath));
  });
}

function passwordChangedPage(returnPath: ReturnPath): Page {
  return {
    title: 'Your password is changed',
    body: html`<section class="card narrow-card stack">
<h1>Your password is changed</h1>
<p>Sign in with the new one to go on.</p>
<p class="actions"><a class="button" href="${signInHref(returnPath)}">Sign in</a></p>
</section>`,
  };
}
