import type { FastifyInstance } from 'fastify';
import { ROUTES } from '../routes.ts';
import type { PortalServices } from '../services.ts';
import { bodyOf } from '../session/api-refusal.ts';
import { signedIn } from '../session/signed-in.ts';
import { sendPage } from '../views/send-page.ts';
import { policyListPage } from './policy-list-page.ts';
import { policyNumberOf } from './policy-number.ts';
import { policyPage } from './policy-page.ts';

/** The pages that show policies; they change nothing. */
export function registerPolicies(app: FastifyInstance, services: PortalServices): void {
  const { api } = services;

  app.get(ROUTES.policies, async (request, reply) => {
    const { session, token } = await signedIn(services, request);
    const { policies } = bodyOf(await api.listPolicies({ token }));
    return sendPage(services, { request, reply }, { ...policyListPage(policies), session });
  });

  app.get(ROUTES.policy, async (request, reply) => {
    const { session, token } = await signedIn(services, request);
    const parameters = policyNumberOf(request);
    const answers = await Promise.all([
      api.getPolicy({ token, parameters }),
      api.listEndorsements({ token, parameters }),
    ]);
    const page = policyPage(bodyOf(answers[0]), bodyOf(answers[1]));
    return sendPage(services, { request, reply }, { ...page, session });
  });
}
