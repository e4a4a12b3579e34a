import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { parseReturnPath } from '../return-path.ts';
import { ROUTES, withNotice } from '../routes.ts';
import type { PortalServices } from '../services.ts';
import { refusalOf } from '../session/api-refusal.ts';
import { OWNER_FIELD, ownerMark } from '../session/form-owner.ts';
import { keepTyped } from '../session/keep-typed.ts';
import {
  ownParkedFields,
  type ParkableForm,
  parkFields,
  receiveParkableForm,
} from '../session/receive-parkable-form.ts';
import { emailOf } from '../session/session.ts';
import { type SignedIn, signedIn } from '../session/signed-in.ts';
import { authorize } from '../sign-in/authorize.ts';
import { notOffered } from '../sign-in/go-the-way.ts';
import { sendPage } from '../views/send-page.ts';
import { changeProfile, type ProfileOutcome } from './change-profile.ts';
import { fieldsOfProfile, profileFormPage } from './form-page.ts';
import { profileTrouble } from './profile-trouble.ts';
import { profileTroublePage } from './trouble-page.ts';

const PLACE = 'profile';

type Visit = SignedIn & { request: FastifyRequest; reply: FastifyReply };

/** The profile at the sign-in service, where the api keeps it for people: shown and changed on one page. */
export function registerProfile(app: FastifyInstance, services: PortalServices): void {
  const visitOf = async (request: FastifyRequest, reply: FastifyReply): Promise<Visit> => {
    if (services.relyingParty.wayTo('profile-editing').kind !== 'own-page') throw notOffered();
    return { ...(await signedIn(services, request, parseReturnPath(ROUTES.profile))), request, reply };
  };

  app.get(ROUTES.profile, async (request, reply) => showProfile(services, await visitOf(request, reply)));

  app.post(ROUTES.profile, async (request, reply) => {
    const where = { place: PLACE, resumeAt: ROUTES.profile };
    const { fields, isTrusted } = await receiveParkableForm(services, { request, reply }, where);
    return keepTyped(services, { request, reply }, { ...where, fields }, async () =>
      answerForm(services, await visitOf(request, reply), { fields, isTrusted }),
    );
  });

  // Only when the person presses: a provider that is never content would send browsers round for ever.
  app.get(ROUTES.profileSignIn, async (request, reply) => signInFirst(services, await visitOf(request, reply)));
}

/** Saves what a received form says, or shows it again. */
async function answerForm(
  services: PortalServices,
  visit: Visit,
  { fields, isTrusted }: ParkableForm,
): Promise<FastifyReply> {
  const { request, reply, session } = visit;
  const outcome: ProfileOutcome = isTrusted ? await changeProfile(services, visit, fields) : SENT_FROM_AN_OLD_PAGE;
  if (outcome.kind === 'saved') {
    const browserHash = services.browserMark.read(request);
    if (browserHash !== undefined) await services.parkedForms.remove(browserHash, PLACE);
    return reply.redirect(withNotice(ROUTES.profile, 'profile-changed'), 303);
  }
  const owned = { ...fields, [OWNER_FIELD]: ownerMark(services, session) };
  if (outcome.kind === 'trouble') {
    await parkFields(services, visit, { place: PLACE, fields: owned });
    return sendPage(services, visit, { ...profileTroublePage(outcome.trouble, request.id, true), session });
  }
  const shown = { ...owned, version: outcome.version ?? fields.version ?? '' };
  const csrfToken = services.sessions.csrfToken(request);
  return sendPage(services, visit, { ...profileFormPage({ ...outcome, fields: shown, csrfToken }), session });
}

const SENT_FROM_AN_OLD_PAGE = {
  kind: 'form',
  problem: 'You signed in again since this page was opened. Check what you entered and send it once more.',
} as const;

async function showProfile(services: PortalServices, visit: Visit): Promise<FastifyReply> {
  const { request, session, token } = visit;
  const owner = ownerMark(services, session);
  const csrfToken = services.sessions.csrfToken(request);
  const inBrowser = await ownParkedFields(services, visit, PLACE);
  if (inBrowser) {
    const note = 'Here is what you had entered. It is not saved yet.';
    return sendPage(services, visit, { ...profileFormPage({ fields: inBrowser, note, csrfToken }), session });
  }
  const held = await services.api.getProfile({ token });
  if (!held.ok) {
    const trouble = profileTrouble(held);
    request.log.info({ event: 'profile-not-shown', status: held.status, code: held.problem.code });
    if (trouble === undefined) throw refusalOf(held);
    return sendPage(services, visit, { ...profileTroublePage(trouble, request.id), session });
  }
  const fields = { ...fieldsOfProfile(held.body, held.etag ?? ''), [OWNER_FIELD]: owner };
  return sendPage(services, visit, { ...profileFormPage({ fields, csrfToken }), session });
}

/** Off to the sign-in, with the claims request that the provider made, if it made one. */
async function signInFirst(services: PortalServices, visit: Visit): Promise<FastifyReply> {
  const { relyingParty, api, personClaims } = services;
  const { session, token, reply } = visit;
  const held = await api.getProfile({ token });
  if (held.ok) return reply.redirect(ROUTES.profile, 303);
  const demand = held.challenge && relyingParty.stepUpTarget(held.challenge)?.demand;
  const target = { ...relyingParty.signInTarget, ...(demand ? { demand } : {}) };
  const loginHint = emailOf(session.claims, personClaims);
  return authorize(services, visit, { target, returnPath: parseReturnPath(ROUTES.profile), loginHint });
}
