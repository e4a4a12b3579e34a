import { contactChangeInLines } from '@surety/insurance';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { pathParameter } from '../path-parameter.ts';
import { parseReturnPath } from '../return-path.ts';
import { contactChangeHref, ROUTES } from '../routes.ts';
import type { PortalServices } from '../services.ts';
import { bodyOf } from '../session/api-refusal.ts';
import { OWNER_FIELD, ownerMark } from '../session/form-owner.ts';
import { guardForm } from '../session/guard-form.ts';
import { keepTyped } from '../session/keep-typed.ts';
import { ownParkedFields, type ParkableForm, receiveParkableForm } from '../session/receive-parkable-form.ts';
import { emailOf } from '../session/session.ts';
import { signedIn } from '../session/signed-in.ts';
import { authorize } from '../sign-in/authorize.ts';
import { stepUpUnknown } from '../sign-in/step-up-unknown.ts';
import { sendPage } from '../views/send-page.ts';
import { answerContactConfirmation } from './answer-confirmation.ts';
import { contactChangePage } from './change-page.ts';
import { contactPage } from './contact-page.ts';
import { type ContactVisit, draftContactChange, visitContactForm } from './draft-contact-change.ts';
import { contactFormPage, contactProposalFrom, fieldsOfContact } from './form-page.ts';

const PLACE = 'contact';

/** Contact data of record: shown, and changed by a draft that a second factor confirms. */
export function registerContacts(app: FastifyInstance, services: PortalServices): void {
  const { api } = services;

  app.get(ROUTES.contact, async (request, reply) => {
    const { session, token } = await signedIn(services, request);
    const [contact, history] = await Promise.all([api.getContact({ token }), api.listContactChanges({ token })]);
    const page = contactPage(bodyOf(contact), bodyOf(history).changes);
    return sendPage(services, { request, reply }, { ...page, session });
  });

  app.get(ROUTES.contactForm, async (request, reply) => {
    const visit = await visitContactForm(services, { request, reply });
    const owner = ownerMark(services, visit.session);
    const parked = await ownParkedFields(services, visit, PLACE);
    const fields = parked ?? {
      ...fieldsOfContact(await startOf(services, visit), visit.version),
      [OWNER_FIELD]: owner,
    };
    const note = parked && 'Here is what you had entered; nothing was changed yet.';
    const page = contactFormPage({ fields, note, csrfToken: services.sessions.csrfToken(request) });
    return sendPage(services, visit, { ...page, session: visit.session });
  });

  app.post(ROUTES.contactForm, async (request, reply) => {
    const where = { place: PLACE, resumeAt: ROUTES.contactForm };
    const { fields, isTrusted } = await receiveParkableForm(services, { request, reply }, where);
    return keepTyped(services, { request, reply }, { ...where, fields }, () =>
      answerContactForm(services, { request, reply }, { fields, isTrusted }),
    );
  });

  app.get(ROUTES.contactChange, async (request, reply) => {
    const { session, token } = await signedIn(services, request);
    const change = bodyOf(await api.getContactChange({ token, parameters: idOf(request) }));
    const page = contactChangePage({ change, csrfToken: services.sessions.csrfToken(request) });
    return sendPage(services, { request, reply }, { ...page, session });
  });

  app.post(ROUTES.contactConfirmation, (request, reply) => confirmContactChange(services, { request, reply }));
}

/** Drafts what a received form asks for, or shows it again. */
async function answerContactForm(
  services: PortalServices,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
  { fields, isTrusted }: ParkableForm,
): Promise<FastifyReply> {
  const visit = await visitContactForm(services, { request, reply });
  const outcome = isTrusted
    ? await draftContactChange(services, visit, {
        proposal: contactProposalFrom(fields),
        version: fields.version ?? '',
      })
    : { problem: 'You signed in again since this page was opened. Check what you entered and send it once more.' };
  if ('href' in outcome) {
    const browserHash = services.browserMark.read(request);
    if (browserHash !== undefined) await services.parkedForms.remove(browserHash, PLACE);
    return reply.redirect(outcome.href, 303);
  }
  const version = outcome.version ?? fields.version ?? '';
  const csrfToken = services.sessions.csrfToken(request);
  const shown = { ...fields, version, [OWNER_FIELD]: ownerMark(services, visit.session) };
  const page = contactFormPage({ ...outcome, fields: shown, csrfToken });
  return sendPage(services, visit, { ...page, session: visit.session });
}

// The contact data of record, or those of the draft that is to be changed again.
async function startOf({ api }: Pick<PortalServices, 'api'>, { request, token, contact }: ContactVisit) {
  const { from } = request.query as Record<string, unknown>;
  if (typeof from !== 'string') return contact;
  return bodyOf(await api.getContactChange({ token, parameters: { id: from } })).after;
}

/** Confirms a draft; where the api asks for a second factor, sends the person to prove one for exactly this draft. */
async function confirmContactChange(
  services: PortalServices,
  browser: { request: FastifyRequest; reply: FastifyReply },
): Promise<FastifyReply> {
  const { request } = browser;
  guardForm(services, request);
  const parameters = idOf(request);
  const returnPath = parseReturnPath(contactChangeHref(parameters.id));
  const { session, token } = await signedIn(services, request, returnPath);
  const confirmation = await services.api.confirmContactChange({ token, parameters });
  if (confirmation.ok || confirmation.challenge?.error !== 'insufficient_user_authentication')
    return answerContactConfirmation(services, { ...browser, session }, confirmation);
  const change = bodyOf(await services.api.getContactChange({ token, parameters }));
  const { challenge: nonce } = change;
  const target = services.relyingParty.stepUpTarget(confirmation.challenge);
  if (target === undefined || nonce === undefined) throw stepUpUnknown();
  const loginHint = emailOf(session.claims, services.personClaims);
  const bound = { target, nonce, returnPath, contactChangeId: parameters.id };
  const transaction = contactChangeInLines(change);
  return authorize(services, browser, { ...bound, sessionHash: session.idHash, loginHint, transaction });
}

function idOf(request: FastifyRequest): { id: string } {
  return { id: pathParameter((request.params as { id: string }).id) };
}
