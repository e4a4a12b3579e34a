import { openapiDocument, operations } from '@surety/api-contract';
import { permit, registerHealth, serveAssets } from '@surety/web';
import type { FastifyInstance } from 'fastify';
import { countingStepUps } from './access/count-step-ups.ts';
import { getConfirmation } from './confirmations/get-confirmation.ts';
import { registerContactRoutes } from './contacts/contact-routes.ts';
import { referencePage, referenceStyles } from './documentation/reference-page.ts';
import { confirmEndorsement } from './endorsements/confirm-endorsement.ts';
import { draftEndorsement } from './endorsements/draft-endorsement.ts';
import { getEndorsement, listEndorsements } from './endorsements/read-endorsements.ts';
import { getPolicySchedule } from './policies/get-schedule.ts';
import { getPolicy, listPolicies, listPremiums } from './policies/read-policies.ts';
import { registerPolicyholder } from './policyholders/register-policyholder.ts';
import { registerProfileRoutes } from './profile/profile-routes.ts';
import { askSmallestQuestion } from './readiness-repository.ts';
import { reverseEndorsement } from './reversals/reverse-endorsement.ts';
import { registerReviewRoutes } from './reviews/review-routes.ts';
import { createOperationServer, type Guard } from './serve-operation.ts';
import type { Services } from './services.ts';

/** By which supervisors ask after the api's health. */
export const HEALTH = { live: '/health/live', ready: '/health/ready' } as const;

/** Every address of the api. */
export function registerRoutes(app: FastifyInstance, services: Services, guard: Guard): void {
  const serve = createOperationServer(app, services, guard);

  serve(operations.getHealth, () => ({
    body: { status: 'ok' as const, service: 'surety-api' as const, time: services.clock().toISOString() },
  }));

  serve(operations.registerPolicyholder, async ({ caller }) => ({
    body: await registerPolicyholder(services, caller),
  }));

  serve(operations.listPolicies, async ({ caller, query }) => ({ body: await listPolicies(services, caller, query) }));

  serve(operations.getPolicy, ({ caller, parameters }) => getPolicy(services, caller, parameters.number));

  serve(operations.listPremiums, async ({ caller, parameters, query }) => ({
    body: await listPremiums(services, caller, { number: parameters.number, query }),
  }));

  serve(operations.getPolicySchedule, ({ caller, parameters }) =>
    getPolicySchedule(services, caller, parameters.number),
  );

  serve(operations.listEndorsements, async ({ caller, parameters, query }) => ({
    body: await listEndorsements(services, caller, { policyNumber: parameters.number, query }),
  }));

  serve(operations.draftEndorsement, async ({ services, caller, parameters, ifMatch, body }) => ({
    body: await draftEndorsement(services, caller, { policyNumber: parameters.number, ifMatch, proposal: body }),
  }));

  serve(operations.getEndorsement, async ({ caller, parameters }) => ({
    body: await getEndorsement(services, caller, parameters.id),
  }));

  serve(operations.confirmEndorsement, async ({ services, caller, parameters }) => ({
    body: await countingStepUps(guard.metrics, () => confirmEndorsement(services, caller, parameters.id)),
  }));

  serve(operations.getConfirmation, ({ caller, parameters }) => getConfirmation(services, caller, parameters.id));

  serve(operations.reverseEndorsement, async ({ services, body }) => ({
    body: await reverseEndorsement(services, body.token),
  }));

  registerContactRoutes(serve, services, guard);

  registerProfileRoutes(serve, services);

  registerReviewRoutes(serve, services);
}

/** What people and machines may read about the api and its state; public. */
export function registerDocumentation(app: FastifyInstance, { db }: Pick<Services, 'db'>, origin: string): void {
  const document = openapiDocument(origin);
  const page = referencePage({ docs: '/docs', openapi: '/openapi.json' }).toString();

  app.get('/openapi.json', () => document);

  app.get('/docs', (_request, reply) => {
    permit(reply, {});
    return reply.type('text/html; charset=utf-8').send(page);
  });

  registerHealth(app, { ...HEALTH, checks: { database: () => askSmallestQuestion(db) } });

  serveAssets(app, referenceStyles);
}
