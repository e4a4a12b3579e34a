import type { EndorsementDocument } from '@surety/api-contract';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { pathParameter } from '../path-parameter.ts';
import { policyNumberOf } from '../policies/policy-number.ts';
import { parseReturnPath } from '../return-path.ts';
import { changeHref, ROUTES } from '../routes.ts';
import type { PortalServices } from '../services.ts';
import { bodyOf } from '../session/api-refusal.ts';
import { guardForm } from '../session/guard-form.ts';
import { signedIn } from '../session/signed-in.ts';
import { beginStepUp } from '../sign-in/step-up.ts';
import { cursorOf } from '../views/cursor.ts';
import { sendPage } from '../views/send-page.ts';
import { answerConfirmation } from './answer-confirmation.ts';
import { changePage } from './change-page.ts';
import { historyPage } from './history-page.ts';

/** Changes with before and after that one page of the history shows. */
const ON_A_PAGE = '20';

/** The pages of a drafted or recorded change, and its confirmation. */
export function registerChanges(app: FastifyInstance, services: PortalServices): void {
  const { api, clock } = services;

  app.get(ROUTES.history, async (request, reply) => {
    const { session, token } = await signedIn(services, request);
    const parameters = policyNumberOf(request);
    const cursor = cursorOf(request);
    const history = bodyOf(await api.listEndorsements({ token, parameters, query: { cursor, limit: ON_A_PAGE } }));
    const page = historyPage(parameters.number, history, cursor === undefined ? 'newest' : 'earlier');
    return sendPage(services, { request, reply }, { ...page, session });
  });

  app.get(ROUTES.change, async (request, reply) => {
    const { session, token } = await signedIn(services, request);
    const endorsement = bodyOf(await api.getEndorsement({ token, parameters: { id: idOf(request) } }));
    const meanwhile = endorsement.status === 'superseded' ? await changesSince(services, token, endorsement) : [];
    const csrfToken = services.sessions.csrfToken(request);
    const page = changePage({ endorsement, now: clock(), csrfToken, meanwhile });
    return sendPage(services, { request, reply }, { ...page, session });
  });

  app.get(ROUTES.confirmationDocument, async (request, reply) => {
    const parameters = { id: idOf(request) };
    const { token } = await signedIn(services, request, parseReturnPath(changeHref(parameters.id)));
    const { number } = bodyOf(await api.getEndorsement({ token, parameters }));
    const document = bodyOf(await api.getConfirmation({ token, parameters }));
    return reply
      .header('cache-control', 'no-store')
      .header('content-disposition', `attachment; filename="${number}.pdf"`)
      .type('application/pdf')
      .send(document);
  });

  app.post(ROUTES.confirmation, async (request, reply) => {
    guardForm(services, request);
    const parameters = { id: idOf(request) };
    const { session, token } = await signedIn(services, request, parseReturnPath(changeHref(parameters.id)));
    const confirmation = await api.confirmEndorsement({ token, parameters });
    if (confirmation.ok || confirmation.challenge?.error !== 'insufficient_user_authentication')
      return answerConfirmation(services, { request, reply, session, endorsementId: parameters.id }, confirmation);
    const draft = bodyOf(await api.getEndorsement({ token, parameters }));
    return beginStepUp(services, { request, reply }, { session, draft, challenge: confirmation.challenge });
  });
}

// Two changes at once: whoever was second is shown what the first one did.
async function changesSince(
  { api }: Pick<PortalServices, 'api'>,
  token: string,
  { policyNumber, draftedAt }: EndorsementDocument,
): Promise<readonly EndorsementDocument[]> {
  const { endorsements } = bodyOf(await api.listEndorsements({ token, parameters: { number: policyNumber } }));
  return endorsements.filter(({ confirmedAt = '' }) => confirmedAt >= draftedAt);
}

function idOf(request: FastifyRequest): string {
  return pathParameter((request.params as { id: string }).id);
}
