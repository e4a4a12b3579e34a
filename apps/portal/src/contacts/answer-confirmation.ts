import type { ApiAnswer, ContactChangeDocument } from '@surety/api-contract';
import { html, Refusal } from '@surety/web';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ROUTES, withNotice } from '../routes.ts';
import type { PortalServices } from '../services.ts';
import { refusalOf } from '../session/api-refusal.ts';
import type { PortalSession } from '../session/session.ts';
import { errorPage } from '../views/error-page.ts';
import { sendPage } from '../views/send-page.ts';

type Asked = { request: FastifyRequest; reply: FastifyReply; session: PortalSession };

/** No longer possible: already confirmed, draft expired, or the contact data changed first. */
const TOO_LATE = new Set([409, 410, 412]);

/**
 * Answers what the api said to a confirmation of contact data: on to them, or a page that says why nothing changed.
 * @throws Refusal, ApiUnavailable
 */
export async function answerContactConfirmation(
  services: PortalServices,
  { request, reply, session }: Asked,
  confirmation: ApiAnswer<ContactChangeDocument>,
): Promise<FastifyReply> {
  if (confirmation.ok) return reply.redirect(withNotice(ROUTES.contact, 'contact-changed'), 303);
  const { status, problem } = confirmation;
  request.log.info({ event: 'confirmation-refused', status, code: problem.code });
  if (TOO_LATE.has(status)) {
    const next = html`<p class="actions"><a class="button" href="${ROUTES.contact}">See your contact data</a></p>`;
    const title = 'Your contact data were not changed';
    const page = errorPage({ title, says: problem.detail, next, requestId: request.id, status });
    return sendPage(services, { request, reply }, { ...page, session });
  }
  if (confirmation.challenge?.error !== 'insufficient_user_authentication') throw refusalOf(confirmation);
  throw new Refusal({
    code: 'proof-insufficient',
    status: 403,
    message: 'The second proof was not accepted for this change. Nothing was changed. Confirm it once more.',
    detail: problem.code,
  });
}
