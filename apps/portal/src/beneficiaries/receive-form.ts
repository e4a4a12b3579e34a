import type { FastifyReply, FastifyRequest } from 'fastify';
import { policyNumberOf } from '../policies/policy-number.ts';
import { beneficiariesHref } from '../routes.ts';
import type { PortalServices } from '../services.ts';
import type { FormFields } from '../session/guard-form.ts';
import { type ParkingPlace, receiveParkableForm } from '../session/receive-parkable-form.ts';
import { type DesignationForm, readDesignationForm } from './designation-form.ts';

export type ReceivedForm = ParkingPlace & {
  /** As it was typed. */
  fields: FormFields;
  form: DesignationForm;
  /** Value of the button that was pressed. */
  action: string | undefined;
  /** Whether it carries the session's token. If not, it may be shown again, but nothing may come of it. */
  isTrusted: boolean;
};

/**
 * Receives the form; what was typed comes back after a sign-in.
 * @throws SignInNeeded, Refusal `form-not-ours` or `sign-in-elsewhere`
 */
export async function receiveForm(
  services: PortalServices,
  browser: { request: FastifyRequest; reply: FastifyReply },
): Promise<ReceivedForm> {
  const { number } = policyNumberOf(browser.request);
  const where = { place: number, resumeAt: beneficiariesHref(number, { resume: true }) };
  const { fields, isTrusted } = await receiveParkableForm(services, browser, where);
  return { ...where, fields, form: readDesignationForm(fields), action: fields.action, isTrusted };
}
