import type { FastifyInstance } from 'fastify';
import { parseReturnPath } from '../return-path.ts';
import { policyHref, ROUTES } from '../routes.ts';
import type { PortalServices } from '../services.ts';
import { bodyOf } from '../session/api-refusal.ts';
import { signedIn } from '../session/signed-in.ts';
import { cursorOf } from '../views/cursor.ts';
import { sendPage } from '../views/send-page.ts';
import { policyListPage } from './policy-list-page.ts';
import { policyNumberOf } from './policy-number.ts';
import { policyPage } from './policy-page.ts';
import { premiumsPage } from './premium-section.ts';

/** Changes and premiums that the page of a policy shows; the rest stands on pages of its own. */
const RECENT = '6';

/** The pages that show policies; they change nothing. */
export function registerPolicies(app: FastifyInstance, services: PortalServices): void {
  const { api } = services;

  app.get(ROUTES.policies, async (request, reply) => {
    const { session, token } = await signedIn(services, request);
    const page = policyListPage(bodyOf(await api.listPolicies({ token, query: { cursor: cursorOf(request) } })));
    return sendPage(services, { request, reply }, { ...page, session });
  });

  app.get(ROUTES.policy, async (request, reply) => {
    const { session, token } = await signedIn(services, request);
    const parameters = policyNumberOf(request);
    const [policy, changes, premiums] = await Promise.all([
      api.getPolicy({ token, parameters }),
      api.listEndorsements({ token, parameters, query: { limit: RECENT } }),
      api.listPremiums({ token, parameters, query: { limit: RECENT } }),
    ]);
    const records = { changes: bodyOf(changes), premiums: bodyOf(premiums) };
    return sendPage(services, { request, reply }, { ...policyPage(bodyOf(policy), records), session });
  });

  app.get(ROUTES.premiums, async (request, reply) => {
    const { session, token } = await signedIn(services, request);
    const parameters = policyNumberOf(request);
    const query = { cursor: cursorOf(request) };
    const page = premiumsPage(parameters.number, bodyOf(await api.listPremiums({ token, parameters, query })));
    return sendPage(services, { request, reply }, { ...page, session });
  });

  app.get(ROUTES.schedule, async (request, reply) => {
    const parameters = policyNumberOf(request);
    const { token } = await signedIn(services, request, parseReturnPath(policyHref(parameters.number)));
    const document = bodyOf(await api.getPolicySchedule({ token, parameters }));
    return reply
      .header('cache-control', 'no-store')
      .header('content-disposition', 'attachment; filename="policy-schedule.pdf"')
      .type('application/pdf')
      .send(document);
  });
}
