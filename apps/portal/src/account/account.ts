import { html } from '@surety/web';
import type { FastifyInstance } from 'fastify';
import { parseReturnPath } from '../return-path.ts';
import { ROUTES } from '../routes.ts';
import type { PortalServices } from '../services.ts';
import { emailOf, nameOf, type PortalSession } from '../session/session.ts';
import { SignInNeeded } from '../session/signed-in.ts';
import { authorize } from '../sign-in/authorize.ts';
import { type Page, sendPage } from '../views/send-page.ts';

/** `GET /account`: who am I; `GET /account/profile-editing`: off to the user flow that changes it. */
export function registerAccount(app: FastifyInstance, services: PortalServices): void {
  app.get(ROUTES.account, async (request, reply) => {
    const session = await services.sessions.read(request);
    if (!session) throw new SignInNeeded(parseReturnPath(ROUTES.account));
    return sendPage(services, { request, reply }, { ...accountPage(session), session });
  });

  app.get(ROUTES.profileEditing, async (request, reply) => {
    const returnPath = parseReturnPath(ROUTES.account);
    const session = await services.sessions.read(request);
    if (!session) throw new SignInNeeded(returnPath);
    const target = services.relyingParty.targetFor('profile-editing');
    const loginHint = emailOf(session.claims);
    return authorize(services, { request, reply }, { target, returnPath, sessionHash: session.idHash, loginHint });
  });
}

function accountPage({ claims }: PortalSession): Page {
  const facts = [
    ['Name', nameOf(claims)],
    ['E-mail', emailOf(claims)],
    ['City', claims.city],
    ['Country', claims.country],
  ].filter((fact): fact is [string, string] => typeof fact[1] === 'string' && fact[1] !== '');
  return {
    title: 'Your account',
    current: ROUTES.account,
    body: html`<h1>Your account</h1>
<section class="card stack" aria-label="Profile">
<dl class="facts">${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
<p class="actions"><a class="button" href="${ROUTES.profileEditing}">Edit profile</a> <a class="button quiet" href="${ROUTES.claims}">What your sign-in says about you</a></p>
</section>
<section class="card stack"><h2>Where this comes from</h2>
<p>Your profile lives at the sign-in service, not here. Editing takes you there and back; this page then shows the new values.</p></section>`,
  };
}
