import { assertCsrfToken, assertSameOrigin, CSRF_FIELD, csrfToken } from '@surety/web';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ROUTES } from '../routes.ts';
import type { PortalServices } from '../services.ts';
import { refusalOf } from '../session/api-refusal.ts';
import { fieldsOf } from '../session/guard-form.ts';
import { sendPage } from '../views/send-page.ts';
import { askPage, TOKEN_FIELD } from './ask-page.ts';
import { isAboutLink, linkRefusedPage } from './link-refused-page.ts';
import { reversedPage } from './reversed-page.ts';

/** What a token of the api looks like; anything else is a link that was cut or mistyped. */
const TOKEN = /^[\w-]{43}$/;

/**
 * "This was not me": the page that a notice's link opens, and its form. It works without signing in, because whoever
 * lost their account cannot. Opening the link changes nothing: mail scanners open links too.
 */
export function registerReversals(app: FastifyInstance, services: PortalServices): void {
  const { api, sessionSecret } = services;

  app.get(ROUTES.reversal, (request, reply) => {
    withoutReferrer(reply);
    const { token } = request.params as { token: string };
    if (!TOKEN.test(token)) return sendPage(services, { request, reply }, linkRefusedPage(404, request.id));
    const binding = bindingOf(services.browserMark.readOrSet(request, reply));
    return sendPage(services, { request, reply }, askPage({ token, csrfToken: csrfToken(sessionSecret, binding) }));
  });

  app.post(ROUTES.reversals, async (request, reply) => {
    withoutReferrer(reply);
    const token = guardReversal(services, request);
    const answer = await api.reverseEndorsement({ body: { token } });
    if (answer.ok) return sendPage(services, { request, reply }, reversedPage(answer.body));
    const { status, problem } = answer;
    request.log.info({ event: 'reversal-refused', status, code: problem.code });
    if (!isAboutLink(status)) throw refusalOf(answer);
    return sendPage(services, { request, reply }, linkRefusedPage(status, request.id));
  });
}

/**
 * Refuses a form that does not come from the page this browser was shown.
 * @throws Refusal `form-not-ours` (403)
 */
function guardReversal(
  { origin, browserMark, sessionSecret }: Pick<PortalServices, 'origin' | 'browserMark' | 'sessionSecret'>,
  request: FastifyRequest,
): string {
  assertSameOrigin(request, origin);
  const fields = fieldsOf(request);
  assertCsrfToken(sessionSecret, bindingOf(browserMark.read(request) ?? ''), fields[CSRF_FIELD]);
  return fields[TOKEN_FIELD] ?? '';
}

function bindingOf(browserHash: string): string {
  return `reversal:${browserHash}`;
}

// The path holds the token, so it goes into no `Referer`, not even ours. Not "no-referrer": with it Chromium sends
// `Origin: null` with our own form.
function withoutReferrer(reply: FastifyReply): void {
  reply.header('referrer-policy', 'strict-origin');
}
