import { Refusal } from '@surety/web';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { policyNumberOf } from '../policies/policy-number.ts';
import { ROUTES } from '../routes.ts';
import type { PortalServices } from '../services.ts';
import { bodyOf } from '../session/api-refusal.ts';
import { keepTyped } from '../session/keep-typed.ts';
import { signedIn } from '../session/signed-in.ts';
import { sendPage } from '../views/send-page.ts';
import { draftChange } from './draft-change.ts';
import { editRows, parseAction, sharingInWords } from './edit-rows.ts';
import { formPage } from './form-page.ts';
import type { FormState } from './form-state.ts';
import type { FormVisit } from './form-visit.ts';
import { loadForm } from './load-form.ts';
import { otherPolicies } from './other-policies.ts';
import { type ReceivedForm, receiveForm } from './receive-form.ts';

/** The form that changes beneficiaries: shown, edited by its buttons, and sent to become a draft. */
export function registerBeneficiaries(app: FastifyInstance, services: PortalServices): void {
  app.get(ROUTES.beneficiaries, async (request, reply) => {
    const visit = await visitForm(services, request, reply);
    return sendForm(services, visit, await loadForm(services, visit));
  });

  app.post(ROUTES.beneficiaries, { bodyLimit: 256 * 1024 }, async (request, reply) => {
    const received = await receiveForm(services, { request, reply });
    return keepTyped(services, { request, reply }, received, async () => {
      const visit = await visitForm(services, request, reply);
      const outcome = await outcomeOf(services, visit, received);
      return 'href' in outcome ? reply.redirect(outcome.href, 303) : sendForm(services, visit, outcome);
    });
  });
}

/** What a pressed button makes of the form; only the one that sends it asks the api for anything. */
async function outcomeOf(
  services: PortalServices,
  visit: FormVisit,
  { form, action, isTrusted }: ReceivedForm,
): Promise<{ href: string } | FormState> {
  if (!isTrusted) return { form, problem: SEND_AGAIN };
  const pressed = parseAction(action);
  if (pressed.kind === 'review') return draftChange(services, visit, form);
  const rows = editRows(form.rows, pressed);
  const note = pressed.kind === 'share' ? sharingInWords(rows, pressed.class) : undefined;
  return { form: { ...form, rows }, note };
}

const SEND_AGAIN = 'You signed in again since this page was opened. Check what you entered and send it once more.';

async function visitForm(services: PortalServices, request: FastifyRequest, reply: FastifyReply): Promise<FormVisit> {
  const person = await signedIn(services, request);
  const { number } = policyNumberOf(request);
  const answer = await services.api.getPolicy({ token: person.token, parameters: { number } });
  const policy = bodyOf(answer);
  if (policy.whyBeneficiariesAreFixed !== undefined) {
    const { whyBeneficiariesAreFixed: message } = policy;
    throw new Refusal({ code: 'beneficiaries-fixed', status: 409, message });
  }
  const others = await otherPolicies(services, person.token, number);
  return { ...person, request, reply, number, policy, version: (answer.ok && answer.etag) || '', others };
}

function sendForm(services: PortalServices, visit: FormVisit, state: FormState): Promise<FastifyReply> {
  const page = formPage({
    ...state,
    policy: visit.policy,
    others: visit.others,
    csrfToken: services.sessions.csrfToken(visit.request),
  });
  return sendPage(services, visit, { ...page, session: visit.session });
}
