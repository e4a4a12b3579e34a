import { assertSameOrigin, CSRF_FIELD, Refusal } from '@surety/web';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { parseReturnPath } from '../return-path.ts';
import type { PortalServices } from '../services.ts';
import { OWNER_FIELD, ownerMark } from './form-owner.ts';
import { type FormFields, fieldsOf, guardForm } from './guard-form.ts';
import type { PortalSession } from './session.ts';
import { SignInNeeded } from './signed-in.ts';

export type ParkableForm = {
  fields: FormFields;
  /** Whether it carries the session's token. If not, it may be shown again, but nothing may come of it. */
  isTrusted: boolean;
};

/** Where a form is parked, and the page that shows it again. */
export type ParkingPlace = { place: string; resumeAt: string };

/**
 * Receives a form that took work to fill in. When its session has ended meanwhile, what was typed is parked for this browser
 * and comes back after the sign-in.
 * @throws SignInNeeded, Refusal `form-not-ours` or `sign-in-elsewhere`
 */
export async function receiveParkableForm(
  services: PortalServices,
  browser: { request: FastifyRequest; reply: FastifyReply },
  where: ParkingPlace,
): Promise<ParkableForm> {
  const { request } = browser;
  const isTrusted = carriesToken(services, request);
  const fields = fieldsOf(request);
  const session = await services.sessions.read(request);
  // Only who had a session may fill our database.
  if (!session && !isTrusted) throw signInElsewhere();
  if (!session) {
    await parkFields(services, browser, { place: where.place, fields });
    throw new SignInNeeded(parseReturnPath(where.resumeAt));
  }
  return { fields, isTrusted };
}

/** What was parked there by this browser, if anything. */
export async function parkedFields(
  { browserMark, parkedForms, clock }: Pick<PortalServices, 'browserMark' | 'parkedForms' | 'clock'>,
  request: FastifyRequest,
  place: string,
): Promise<FormFields | undefined> {
  const browserHash = browserMark.read(request);
  return browserHash === undefined ? undefined : parkedForms.find(browserHash, place, clock().getTime());
}

// A form of an earlier session has another token. If the browser itself vouches that it came from a page of ours
// (Fetch Metadata), showing it again is safe; it does nothing until it is sent with the right token.
function carriesToken(services: PortalServices, request: FastifyRequest): boolean {
  assertSameOrigin(request, services.origin);
  try {
    guardForm(services, request);
    return true;
  } catch (error) {
    if (error instanceof Refusal && request.headers['sec-fetch-site'] === 'same-origin') return false;
    throw error;
  }
}

/** What was parked there by this browser and this person: forms whose page several people may open carry the mark of one. */
export async function ownParkedFields(
  services: Pick<PortalServices, 'browserMark' | 'parkedForms' | 'clock' | 'sessionSecret'>,
  { request, session }: { request: FastifyRequest; session: PortalSession },
  place: string,
): Promise<FormFields | undefined> {
  const fields = await parkedFields(services, request, place);
  return fields?.[OWNER_FIELD] === ownerMark(services, session) ? fields : undefined;
}

/** Parks what was typed for this browser; the form's token and the button that was pressed are no part of it. */
export async function parkFields(
  services: PortalServices,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
  { place, fields: { [CSRF_FIELD]: _, action: __, ...fields } }: { place: string; fields: FormFields },
): Promise<void> {
  const browserHash = services.browserMark.readOrSet(request, reply);
  await services.parkedForms.park({ browserHash, place, fields }, services.clock().getTime());
}

function signInElsewhere(): Refusal {
  const message =
    'You are not signed in any more. Sign in in another tab, then come back to this one, go back and send the form again: what you entered is still there.';
  return new Refusal({ code: 'sign-in-elsewhere', status: 403, message });
}
