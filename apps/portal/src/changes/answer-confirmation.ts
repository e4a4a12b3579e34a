import type { ApiAnswer, EndorsementDocument } from '@surety/api-contract';
import { Refusal } from '@surety/web';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { changeHref } from '../routes.ts';
import type { PortalServices } from '../services.ts';
import { refusalOf } from '../session/api-refusal.ts';
import type { PortalSession } from '../session/session.ts';
import { sendPage } from '../views/send-page.ts';
import { changeRefusedPage } from './change-refused-page.ts';

type Asked = { request: FastifyRequest; reply: FastifyReply; session: PortalSession; endorsementId: string };

/** No longer possible: already confirmed, draft expired, or the policy changed first. */
const TOO_LATE = new Set([409, 410, 412]);

/** The provider cannot prove what the insurer demands; a sign-in would not help. */
const PROOF_NOT_POSSIBLE = 'proof-not-possible';

/**
 * Answers what the api said to a confirmation: on to the recorded change, or a page that says why nothing changed.
 * @throws Refusal, ApiUnavailable
 */
export async function answerConfirmation(
  services: PortalServices,
  { request, reply, session, endorsementId }: Asked,
  confirmation: ApiAnswer<EndorsementDocument>,
): Promise<FastifyReply> {
  if (confirmation.ok) return reply.redirect(changeHref(endorsementId, noticeAbout(confirmation.body)), 303);
  const { status, problem } = confirmation;
  request.log.info({ event: 'confirmation-refused', status, code: problem.code });
  if (TOO_LATE.has(status)) {
    const page = changeRefusedPage({ status, reason: problem.detail, endorsementId, requestId: request.id });
    return sendPage(services, { request, reply }, { ...page, session });
  }
  if (confirmation.challenge?.error === 'insufficient_user_authentication') throw proofInsufficient(problem.code);
  if (problem.code === PROOF_NOT_POSSIBLE)
    throw new Refusal({ code: problem.code, status, message: problem.detail, detail: `api ${status}` });
  throw refusalOf(confirmation);
}

function noticeAbout({ status }: EndorsementDocument): string {
  if (status === 'in-review') return 'change-in-review';
  return status === 'confirmed' ? 'change-waits' : 'change-recorded';
}

function proofInsufficient(detail: string): Refusal {
  return new Refusal({
    code: 'proof-insufficient',
    status: 403,
    message:
      'The second proof was not accepted for this change. Nothing was changed. Open the change again and confirm it once more.',
    detail,
  });
}
