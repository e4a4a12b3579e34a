import { operations } from '@surety/api-contract';
import type { OperationServer } from '../serve-operation.ts';
import type { Services } from '../services.ts';
import { answerConsent, readConsent } from './answer-consent.ts';
import { confirmDecision } from './confirm-decision.ts';
import { draftDecision } from './draft-decision.ts';
import { listReviews } from './list-reviews.ts';
import { getReview } from './read-reviews.ts';

/** What staff and consenting parties can ask of the api. */
export function registerReviewRoutes(serve: OperationServer, services: Services): void {
  serve(operations.listReviews, async ({ caller, query }) => ({ body: await listReviews(services, caller, query) }));

  serve(operations.getReview, async ({ caller, parameters }) => ({
    body: await getReview(services, caller, parameters.id),
  }));

  serve(operations.draftDecision, async ({ services, caller, parameters, body }) => ({
    body: await draftDecision(services, caller, { reviewId: parameters.id, request: body }),
  }));

  serve(operations.confirmDecision, async ({ services, caller, parameters }) => ({
    body: await confirmDecision(services, caller, parameters.id),
  }));

  serve(operations.readConsent, async ({ services, body }) => ({ body: await readConsent(services, body.token) }));

  serve(operations.answerConsent, async ({ services, body }) => ({ body: await answerConsent(services, body) }));
}
