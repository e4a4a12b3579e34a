import type { FastifyInstance } from 'fastify';
import { ROUTES } from '../routes.ts';
import type { PortalServices } from '../services.ts';
import { refusalOf } from '../session/api-refusal.ts';
import { guardLinkForm, linkFormToken, linkToken, withoutReferrer } from '../session/mailed-link.ts';
import { sendPage } from '../views/send-page.ts';
import { askPage } from './ask-page.ts';
import { isAboutLink, linkRefusedPage } from './link-refused-page.ts';
import { reversedPage } from './reversed-page.ts';

const PURPOSE = 'reversal';

/**
 * "This was not me": the page that a notice's link opens, and its form. It works without signing in, because whoever
 * lost their account cannot. Opening the link changes nothing: mail scanners open links too.
 */
export function registerReversals(app: FastifyInstance, services: PortalServices): void {
  const { api } = services;

  app.get(ROUTES.reversal, (request, reply) => {
    withoutReferrer(reply);
    const token = linkToken(request);
    if (token === undefined) return sendPage(services, { request, reply }, linkRefusedPage(404, request.id));
    const csrfToken = linkFormToken(services, { request, reply }, PURPOSE);
    return sendPage(services, { request, reply }, askPage({ token, csrfToken }));
  });

  app.post(ROUTES.reversals, async (request, reply) => {
    withoutReferrer(reply);
    const { token } = guardLinkForm(services, request, PURPOSE);
    const answer = await api.reverseEndorsement({ body: { token } });
    if (answer.ok) return sendPage(services, { request, reply }, reversedPage(answer.body));
    const { status, problem } = answer;
    request.log.info({ event: 'reversal-refused', status, code: problem.code });
    if (!isAboutLink(status)) throw refusalOf(answer);
    return sendPage(services, { request, reply }, linkRefusedPage(status, request.id));
  });
}
