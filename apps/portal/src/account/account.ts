import { html } from '@surety/web';
import type { FastifyInstance } from 'fastify';
import type { Way } from '../relying-party/relying-party.ts';
import { parseReturnPath } from '../return-path.ts';
import { ROUTES } from '../routes.ts';
import type { PortalServices } from '../services.ts';
import { emailOf, nameOf, type PortalSession } from '../session/session.ts';
import { SignInNeeded } from '../session/signed-in.ts';
import { goTheWay } from '../sign-in/go-the-way.ts';
import { type Page, sendPage } from '../views/send-page.ts';

/** `GET /account`: who am I; below it, off to where the provider lets people change their profile and look after their account. */
export function registerAccount(app: FastifyInstance, services: PortalServices): void {
  app.get(ROUTES.account, async (request, reply) => {
    const session = await services.sessions.read(request);
    if (!session) throw new SignInNeeded(parseReturnPath(ROUTES.account));
    return sendPage(services, { request, reply }, { ...accountPage(session, services), session });
  });

  for (const [route, purpose] of WAYS) {
    app.get(route, async (request, reply) => {
      const returnPath = parseReturnPath(ROUTES.account);
      const session = await services.sessions.read(request);
      if (!session) throw new SignInNeeded(returnPath);
      const way = services.relyingParty.wayTo(purpose);
      const loginHint = emailOf(session.claims, services.personClaims);
      return goTheWay(services, { request, reply }, way, { returnPath, sessionHash: session.idHash, loginHint });
    });
  }
}

const WAYS = [
  [ROUTES.profileEditing, 'profile-editing'],
  [ROUTES.accountSecurity, 'account'],
] as const;

const HOW_IT_CHANGES: Record<Way['kind'], string> = {
  journey: 'Editing takes you there and back; this page then shows the new values.',
  page: 'Editing takes you to its page; this page shows the new values the next time you sign in.',
  'own-page': 'You edit it on a page of ours; this page shows the new values the next time you sign in.',
  'sign-in-page': 'You can edit it on its page when you sign in.',
  absent: 'It cannot be edited there; write to us, and we will change it for you.',
};

function accountPage(
  { claims }: PortalSession,
  { relyingParty: { wayTo }, personClaims }: Pick<PortalServices, 'relyingParty' | 'personClaims'>,
): Page {
  const profileEditing = wayTo('profile-editing');
  const facts = [
    ['Name', nameOf(claims, personClaims)],
    ['E-mail', emailOf(claims, personClaims)],
    ['City', claims.city],
    ['Country', claims.country],
  ].filter((fact): fact is [string, string] => typeof fact[1] === 'string' && fact[1] !== '');
  return {
    title: 'Your account',
    current: ROUTES.account,
    body: html`<h1>Your account</h1>
<section class="card stack" aria-label="Profile">
<dl class="facts">${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
<p class="actions">${profileEditing.kind !== 'absent' && html`<a class="button" href="${ROUTES.profileEditing}">Edit profile</a>`} <a class="button quiet" href="${ROUTES.claims}">What your sign-in says about you</a></p>
</section>
<section class="card stack"><h2>How we reach you</h2>
<p>Your postal address, telephone number and e-mail address of record are kept with your policies.</p>
<p class="actions"><a class="button secondary" href="${ROUTES.contact}">Contact data</a></p></section>
<section class="card stack"><h2>Where this comes from</h2>
<p>Your profile lives at the sign-in service, not here. ${HOW_IT_CHANGES[profileEditing.kind]}</p>
${
  wayTo('account').kind !== 'absent' &&
  html`<p>There you also look after what confirms that it is you, where you are signed in, and your data.</p>
<p class="actions"><a class="button secondary" href="${ROUTES.accountSecurity}">Security and data</a></p>`
}</section>`,
  };
}
