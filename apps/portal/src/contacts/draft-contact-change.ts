import type { ContactDocument } from '@surety/api-contract';
import { type ContactProposal, parseContactData } from '@surety/insurance';
import { type FieldError, Refusal } from '@surety/web';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { contactChangeHref } from '../routes.ts';
import type { PortalServices } from '../services.ts';
import { bodyOf, refusalOf } from '../session/api-refusal.ts';
import { type SignedIn, signedIn } from '../session/signed-in.ts';

/** A form request of somebody signed in. `version`: the `ETag` of the contact data as they are now. */
export type ContactVisit = SignedIn & {
  request: FastifyRequest;
  reply: FastifyReply;
  contact: ContactDocument['contact'];
  version: string;
};

/** Where to review the draft, or what is wrong with the form. */
export type ContactDraftOutcome =
  | { href: string }
  | { violations?: readonly FieldError[]; problem?: string; version?: string };

/**
 * Who wants to change which contact data.
 * @throws SignInNeeded; Refusal `contact-fixed` (409) when they may not be changed
 */
export async function visitContactForm(
  services: PortalServices,
  browser: { request: FastifyRequest; reply: FastifyReply },
): Promise<ContactVisit> {
  const person = await signedIn(services, browser.request);
  const answer = await services.api.getContact({ token: person.token });
  const { contact, whyContactIsFixed: message } = bodyOf(answer);
  if (message !== undefined) throw new Refusal({ code: 'contact-fixed', status: 409, message });
  return { ...person, ...browser, contact, version: (answer.ok && answer.etag) || '' };
}

/**
 * Asks the api for a draft. The rules are judged here first, for a quick answer; the api's word counts.
 * @throws Refusal, ApiUnavailable
 */
export async function draftContactChange(
  services: Pick<PortalServices, 'api'>,
  { token, version: current, request }: ContactVisit,
  { proposal, version }: { proposal: ContactProposal; version: string },
): Promise<ContactDraftOutcome> {
  const parsed = parseContactData(proposal);
  if (!parsed.ok) return { violations: parsed.violations };
  const answer = await services.api.draftContactChange({ token, ifMatch: version, body: proposal });
  if (answer.ok) return { href: contactChangeHref(answer.body.id) };
  const { status, problem } = answer;
  request.log.info({ event: 'contact-change-refused', status, code: problem.code });
  if (status === 422 || status === 400) return { violations: problem.violations ?? [], problem: problem.detail };
  if (status === 412 || status === 428) return { problem: CHANGED_MEANWHILE, version: current };
  throw refusalOf(answer);
}

const CHANGED_MEANWHILE =
  'Your contact data have changed since you opened this page. Nothing of what you entered is lost; look at the page of your contact data, and send this again if it should still be so.';
