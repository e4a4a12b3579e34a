import type { ApiAnswer, EndorsementDocument } from '@surety/api-contract';
import { calendarDateOf, parseDesignation, parseEffectiveDate, UNITED_STATES, type Violation } from '@surety/insurance';
import { changeHref } from '../routes.ts';
import type { PortalServices } from '../services.ts';
import { bodyOf, refusalOf } from '../session/api-refusal.ts';
import { alsoOnField, type DesignationForm, EFFECTIVE_FIELD, proposalOf } from './designation-form.ts';
import type { FormState } from './form-state.ts';
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
  const day = parseEffectiveDate(form.effectiveOn, { today, market: UNITED_STATES });
  const violations = [...(parsed.ok ? [] : parsed.violations), ...(day.ok ? [] : day.violations)];
  if (violations.length > 0) return { form, violations: inFields(violations, form) };
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
    const violations = inFields(problem.violations ?? [], form);
    return violations.length > 0 ? { form, violations } : { form, problem: problem.detail };
  }
  if (status === 412 || status === 428) return changedMeanwhile(services, visit, form);
  // One of the other policies may not be changed any more: nothing that was typed is lost by that.
  if (status === 409) return { form, problem: problem.detail };
  throw refusalOf(answer);
}

/** Violations under the names that the form's fields have. */
function inFields(violations: readonly Violation[], { alsoOn }: DesignationForm): readonly Violation[] {
  return violations.map((violation) => {
    const other = /^alsoOn\/(\d+)$/.exec(violation.field)?.[1];
    if (other !== undefined) return { ...violation, field: alsoOnField(alsoOn[Number(other)]?.policyNumber ?? '') };
    return violation.field === 'effectiveOn' ? { ...violation, field: EFFECTIVE_FIELD } : violation;
  });
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
  const own = seen === -1 ? endorsements : endorsements.slice(0, seen);
  const { alsoOn, meanwhile } = await othersMeanwhile(services, visit, form);
  const version = (fresh.ok && fresh.etag) || visit.version;
  const shown = { ...form, version, lastEndorsement: newest(endorsements), alsoOn };
  return { form: shown, meanwhile: [...own, ...meanwhile] };
}

/** The other chosen policies as they are now, and the newest change of each that is not as it was. */
async function othersMeanwhile(
  services: DraftServices,
  { token, others }: FormVisit,
  { alsoOn }: DesignationForm,
): Promise<{ alsoOn: DesignationForm['alsoOn']; meanwhile: readonly EndorsementDocument[] }> {
  const fresh = alsoOn.map(({ policyNumber, etag }) => {
    const now = others.find(({ policy }) => policy.number === policyNumber)?.etag ?? etag;
    return { policyNumber, etag: now, isStale: now !== etag };
  });
  const stale = fresh.filter(({ isStale }) => isStale);
  const changes = await Promise.all(
    stale.map(({ policyNumber }) => endorsementsOf(services, { token, number: policyNumber })),
  );
  return {
    alsoOn: fresh.map(({ policyNumber, etag }) => ({ policyNumber, etag })),
    meanwhile: changes.flatMap(([latest]) => latest ?? []),
  };
}

async function forgetParked(services: DraftServices, { request, number }: FormVisit): Promise<void> {
  const browserHash = services.browserMark.read(request);
  if (browserHash !== undefined) await services.parkedForms.remove(browserHash, number);
}
