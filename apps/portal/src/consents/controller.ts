import type { ApiAnswer } from '@surety/api-contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ROUTES } from '../routes.ts';
import type { PortalServices } from '../services.ts';
import { refusalOf } from '../session/api-refusal.ts';
import { guardLinkForm, linkFormToken, linkToken, withoutReferrer } from '../session/mailed-link.ts';
import { errorPage } from '../views/error-page.ts';
import { sendPage } from '../views/send-page.ts';
import { consentDonePage, consentPage } from './consent-page.ts';
import { consentLinkRefused } from './link-refused.ts';

const PURPOSE = 'consent';

type Browser = { request: FastifyRequest; reply: FastifyReply };
type Refused = Extract<ApiAnswer<never>, { ok: false }>;

/**
 * The page that asks for a consent, and its form. It works without signing in: who is asked has no account here. Opening
 * the link answers nothing.
 */
export function registerConsents(app: FastifyInstance, services: PortalServices): void {
  const { api } = services;

  app.get(ROUTES.consent, async (request, reply) => {
    withoutReferrer(reply);
    const token = linkToken(request);
    if (token === undefined)
      return sendPage(services, { request, reply }, errorPage(consentLinkRefused('', request.id)));
    return ask({ request, reply }, token);
  });

  app.post(ROUTES.consents, async (request, reply) => {
    withoutReferrer(reply);
    const { token, answer: pressed, signature = '' } = guardLinkForm(services, request, PURPOSE);
    const answer = pressed === 'given' ? 'given' : 'refused';
    const said = await api.answerConsent({ body: { token, answer, ...(answer === 'given' ? { signature } : {}) } });
    if (said.ok) return sendPage(services, { request, reply }, consentDonePage(said.body));
    if (said.status === 422)
      return ask({ request, reply }, token, { signature, violations: said.problem.violations ?? [] });
    return refuse({ request, reply }, said);
  });

  async function ask(
    browser: Browser,
    token: string,
    typed: Pick<Parameters<typeof consentPage>[0], 'signature' | 'violations'> = {},
  ): Promise<FastifyReply> {
    const question = await api.readConsent({ body: { token } });
    if (!question.ok) return refuse(browser, question);
    const csrfToken = linkFormToken(services, browser, PURPOSE);
    return sendPage(services, browser, consentPage({ question: question.body, token, csrfToken, ...typed }));
  }

  function refuse(browser: Browser, refused: Refused): Promise<FastifyReply> {
    const { status, problem } = refused;
    browser.request.log.info({ event: 'consent-refused', status, code: problem.code });
    if (![400, 404, 409, 410].includes(status)) throw refusalOf(refused);
    return sendPage(services, browser, errorPage(consentLinkRefused(problem.code, browser.request.id)));
  }
}
