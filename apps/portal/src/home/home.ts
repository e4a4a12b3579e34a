import { html } from '@surety/web';
import type { FastifyInstance } from 'fastify';
import { ROUTES } from '../routes.ts';
import type { PortalServices } from '../services.ts';
import { type Page, sendPage } from '../views/send-page.ts';

/** `GET /`: what this is; the one page for everybody. */
export function registerHome(app: FastifyInstance, services: PortalServices): void {
  app.get(ROUTES.home, async (request, reply) => {
    const session = await services.sessions.read(request);
    return sendPage(services, { request, reply }, { ...homePage(!!session), ...(session ? { session } : {}) });
  });
}

const PROMISES = [
  { title: 'Your policies', text: 'What is insured, for how much, until when, and who would receive it.' },
  { title: 'Your beneficiaries', text: 'Change them in minutes. You see before and after side by side first.' },
  {
    title: 'Only you',
    text: 'A change counts only with a second proof that it is you, given for exactly that change.',
  },
];

function homePage(isSignedIn: boolean): Page {
  return {
    title: 'Surety',
    body: html`<section class="hero">
<p class="eyebrow">Life insurance</p>
<h1>The people you care for, named and kept up to date.</h1>
<p class="lead">See your policies and decide who receives what, whenever life changes.</p>
<p class="actions">${
      isSignedIn
        ? html`<a class="button" href="${ROUTES.policies}">Go to your policies</a>`
        : html`<a class="button" href="${ROUTES.signIn}">Sign in or create an account</a>`
    } <a class="button quiet" href="${ROUTES.status}">System status</a></p>
</section>
<ul class="promises">${PROMISES.map(({ title, text }) => html`<li class="card stack"><h2>${title}</h2><p>${text}</p></li>`)}</ul>`,
  };
}
