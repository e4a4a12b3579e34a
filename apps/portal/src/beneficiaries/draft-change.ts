import type { ApiAnswer, EndorsementDocument } from '@surety/api-contract';
import { calendarDateOf, parseDesignation } from '@surety/insurance';
import { changeHref } from '../routes.ts';
import type { PortalServices } from '../services.ts';
import { bodyOf, refusalOf } from '../session/api-refusal.ts';
import { type DesignationForm, proposalOf } from './designation-form.ts';
import type { FormState } from './form-page.ts';
import type { FormVisit } from './form-visit.ts';
import { endorsementsOf, newest } from './load-form.ts';

type DraftServices = Pick<PortalServices, 'api' | 'clock' | 'parkedForms' | 'browserMark'>;

/**
 * Asks the api for a draft. Answers where to review it, or the form again with what is wrong. The rules are judged here
 * first, for a quick answer; the api's word counts.
 * @throws Refusal, ApiUnavailable
 */
export async function draftChange(
  services: DraftServices,
  visit: FormVisit,
  form: DesignationForm,
): Promise<{ href: string } | FormState> {
  const proposal = proposalOf(form);
  const today = calendarDateOf(services.clock());
  const parsed = parseDesignation(proposal, { today, insured: visit.policy.insured });
  if (!parsed.ok) return { form, violations: parsed.violations };
  const { token, number } = visit;
  const call = { token, parameters: { number }, ifMatch: form.version, body: proposal };
  const answer = await services.api.draftEndorsement(call);
  if (answer.ok) {
    await forgetParked(services, visit);
    return { href: changeHref(answer.body.id) };
  }
  return refusedDraft(services, visit, { form, answer });
}

async function refusedDraft(
  services: DraftServices,
  visit: FormVisit,
  { form, answer }: { form: DesignationForm; answer: Extract<ApiAnswer<EndorsementDocument>, { ok: false }> },
): Promise<FormState> {
  const { status, problem } = answer;
  if (status === 422 || status === 400) {
    const violations = problem.violations ?? [];
    return violations.length > 0 ? { form, violations } : { form, problem: problem.detail };
  }
  if (status === 412 || status === 428) return changedMeanwhile(services, visit, form);
  throw refusalOf(answer);
}

// Two changes at once: the second is shown what the first did, and keeps what was typed. Sending again means it.
async function changedMeanwhile(services: DraftServices, visit: FormVisit, form: DesignationForm): Promise<FormState> {
  const { token, number } = visit;
  const [endorsements, fresh] = await Promise.all([
    endorsementsOf(services, visit),
    services.api.getPolicy({ token, parameters: { number } }),
  ]);
  bodyOf(fresh);
  const seen = endorsements.findIndex((endorsement) => endorsement.number === form.lastEndorsement);
  const meanwhile = seen === -1 ? endorsements : endorsements.slice(0, seen);
  const version = (fresh.ok && fresh.etag) || visit.version;
  return { form: { ...form, version, lastEndorsement: newest(endorsements) }, meanwhile };
}

async function forgetParked(services: DraftServices, { request, number }: FormVisit): Promise<void> {
  const browserHash = services.browserMark.read(request);
  if (browserHash !== undefined) await services.parkedForms.remove(browserHash, number);
}
