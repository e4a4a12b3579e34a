import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { pathParameter } from '../path-parameter.ts';
import { ROUTES, reviewHref } from '../routes.ts';
import type { PortalServices } from '../services.ts';
import { bodyOf } from '../session/api-refusal.ts';
import { ownerMark } from '../session/form-owner.ts';
import { keepTyped } from '../session/keep-typed.ts';
import { ownParkedFields, receiveParkableForm } from '../session/receive-parkable-form.ts';
import { type SignedIn, signedIn } from '../session/signed-in.ts';
import { cursorOf } from '../views/cursor.ts';
import { sendPage } from '../views/send-page.ts';
import { type DecisionForm, draftDecision, readDecisionForm } from './draft-decision.ts';
import { parkingPlace } from './parking-place.ts';
import { queuePage } from './queue-page.ts';
import { reviewPage } from './review-page.ts';
import type { ReviewPageProps } from './review-page-props.ts';

/** Changes under review that one page shows: few, because every one that is shown is audited. */
const ON_A_PAGE = '25';

/** The pages of the insurer's staff. The api says who they are for; the portal only shows or hides the way there. */
export function registerStaff(app: FastifyInstance, services: PortalServices): void {
  const { api } = services;

  app.get(ROUTES.reviews, async (request, reply) => {
    const { session, token } = await signedIn(services, request);
    const queue = bodyOf(await api.listReviews({ token, query: { cursor: cursorOf(request), limit: ON_A_PAGE } }));
    return sendPage(services, { request, reply }, { ...queuePage(queue), session });
  });

  app.get(ROUTES.review, async (request, reply) => {
    const person = await signedIn(services, request);
    const where = { request, session: person.session };
    const parked = await ownParkedFields(services, where, parkingPlace(idOf(request)));
    return show({ request, reply }, person, parked ? { typed: readDecisionForm(parked) } : {});
  });

  app.post(ROUTES.decisions, async (request, reply) => {
    const where = { place: parkingPlace(idOf(request)), resumeAt: `${reviewHref(idOf(request))}?resume=1` };
    const { fields, isTrusted } = await receiveParkableForm(services, { request, reply }, where);
    const form: DecisionForm = readDecisionForm(fields);
    return keepTyped(services, { request, reply }, { ...where, fields }, async () => {
      const person = await signedIn(services, request);
      if (!isTrusted) return show({ request, reply }, person, { typed: form, problem: SEND_AGAIN });
      const refused = await draftDecision(services, { request, reply, ...person, reviewId: idOf(request) }, form);
      return 'sent' in refused ? refused.sent : show({ request, reply }, person, { typed: form, ...refused });
    });
  });

  async function show(
    browser: { request: FastifyRequest; reply: FastifyReply },
    { session, token }: SignedIn,
    rest: Omit<ReviewPageProps, 'review' | 'csrfToken' | 'owner'>,
  ): Promise<FastifyReply> {
    const review = bodyOf(await api.getReview({ token, parameters: { id: idOf(browser.request) } }));
    const csrfToken = services.sessions.csrfToken(browser.request);
    const owner = ownerMark(services, session);
    return sendPage(services, browser, { ...reviewPage({ review, csrfToken, owner, ...rest }), session });
  }
}

const SEND_AGAIN = 'You signed in again since this page was opened. Check what you entered and send it once more.';

function idOf(request: FastifyRequest): string {
  return pathParameter((request.params as { id: string }).id);
}
