import { assertSameOrigin, CSRF_FIELD, Refusal } from '@surety/web';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { policyNumberOf } from '../policies/policy-number.ts';
import { parseReturnPath } from '../return-path.ts';
import { beneficiariesHref } from '../routes.ts';
import type { PortalServices } from '../services.ts';
import { type FormFields, fieldsOf, guardForm } from '../session/guard-form.ts';
import { SignInNeeded } from '../session/signed-in.ts';
import { type DesignationForm, readDesignationForm } from './designation-form.ts';

export type ReceivedForm = {
  form: DesignationForm;
  /** Value of the button that was pressed. */
  action: string | undefined;
  /** Whether it carries the session's token. If not, it may be shown again, but nothing may come of it. */
  isTrusted: boolean;
};

/**
 * Receives the form. When its session has ended meanwhile, what was typed is parked for this browser and comes back after
 * the sign-in.
 * @throws SignInNeeded, Refusal `form-not-ours` or `sign-in-elsewhere`
 */
export async function receiveForm(
  services: PortalServices,
  browser: { request: FastifyRequest; reply: FastifyReply },
): Promise<ReceivedForm> {
  const { request } = browser;
  const isTrusted = carriesToken(services, request);
  const fields = fieldsOf(request);
  const session = await services.sessions.read(request);
  // Only who had a session may fill our database.
  if (!session && !isTrusted) throw signInElsewhere();
  if (!session) await park(services, browser, fields);
  return { form: readDesignationForm(fields), action: fields.action, isTrusted };
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

async function park(
  services: PortalServices,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
  { [CSRF_FIELD]: _, action: __, ...fields }: FormFields,
): Promise<never> {
  const { number } = policyNumberOf(request);
  const browserHash = services.browserMark.readOrSet(request, reply);
  const now = services.clock().getTime();
  await services.parkedForms.park({ browserHash, place: number, fields }, now);
  throw new SignInNeeded(parseReturnPath(beneficiariesHref(number, { resume: true })));
}

function signInElsewhere(): Refusal {
  const message =
    'You are not signed in any more. Sign in in another tab, then come back to this one, go back and send the form again: what you entered is still there.';
  return new Refusal({ code: 'sign-in-elsewhere', status: 403, message });
}
