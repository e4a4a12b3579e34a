import type { FastifyInstance } from 'fastify';
import { isAboutLink, linkRefusedPage } from '../reversals/link-refused-page.ts';
import { ROUTES } from '../routes.ts';
import type { PortalServices } from '../services.ts';
import { refusalOf } from '../session/api-refusal.ts';
import { guardLinkForm, linkFormToken, linkToken, withoutReferrer } from '../session/mailed-link.ts';
import { sendPage } from '../views/send-page.ts';
import { askContactPage, contactRestoredPage } from './reversal-pages.ts';

const PURPOSE = 'contact-reversal';

/** "This was not me" about contact data, without signing in. Opening the link changes nothing: mail scanners open links too. */
export function registerContactReversals(app: FastifyInstance, services: PortalServices): void {
  app.get(ROUTES.contactReversal, (request, reply) => {
    withoutReferrer(reply);
    const token = linkToken(request);
    if (token === undefined) return sendPage(services, { request, reply }, linkRefusedPage(404, request.id));
    const csrfToken = linkFormToken(services, { request, reply }, PURPOSE);
    return sendPage(services, { request, reply }, askContactPage({ token, csrfToken }));
  });

  app.post(ROUTES.contactReversals, async (request, reply) => {
    withoutReferrer(reply);
    const { token } = guardLinkForm(services, request, PURPOSE);
    const answer = await services.api.reverseContactChange({ body: { token } });
    if (answer.ok) return sendPage(services, { request, reply }, contactRestoredPage());
    const { status, problem } = answer;
    request.log.info({ event: 'reversal-refused', status, code: problem.code });
    if (!isAboutLink(status)) throw refusalOf(answer);
    return sendPage(services, { request, reply }, linkRefusedPage(status, request.id));
  });
}
