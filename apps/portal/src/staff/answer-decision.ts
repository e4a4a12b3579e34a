import type { ApiAnswer, DecisionDocument } from '@surety/api-contract';
import { html } from '@surety/web';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ROUTES, reviewHref, withNotice } from '../routes.ts';
import type { PortalServices } from '../services.ts';
import { refusalOf } from '../session/api-refusal.ts';
import type { PortalSession } from '../session/session.ts';
import { errorPage } from '../views/error-page.ts';
import { sendPage } from '../views/send-page.ts';
import { parkingPlace } from './parking-place.ts';

type Asked = { request: FastifyRequest; reply: FastifyReply; session: PortalSession };

/** No longer possible: decided by somebody else, too late, or the policy has changed. */
const TOO_LATE = new Set([409, 410, 412]);

/**
 * Answers what the api said to a decision: on to the queue, back to the file after a consent was recorded, or a page that
 * says why nothing was decided.
 * @throws Refusal, ApiUnavailable
 */
export async function answerDecision(
  services: PortalServices,
  { request, reply, session }: Asked,
  decided: ApiAnswer<DecisionDocument>,
): Promise<FastifyReply> {
  if (decided.ok) {
    const { verdict, reviewId } = decided.body;
    const browserHash = services.browserMark.read(request);
    if (browserHash !== undefined) await services.parkedForms.remove(browserHash, parkingPlace(reviewId));
    const isConsent = verdict === 'record-consent';
    return reply.redirect(
      isConsent ? reviewHref(reviewId, 'consent-recorded') : withNotice(ROUTES.reviews, 'decided'),
      303,
    );
  }
  const { status, problem } = decided;
  request.log.info({ event: 'decision-refused', status, code: problem.code });
  if (!TOO_LATE.has(status)) throw refusalOf(decided);
  const next = html`<p class="actions"><a class="button" href="${ROUTES.reviews}">Changes to review</a></p>`;
  const page = errorPage({ title: 'Nothing was decided', says: problem.detail, next, requestId: request.id, status });
  return sendPage(services, { request, reply }, { ...page, session });
}
