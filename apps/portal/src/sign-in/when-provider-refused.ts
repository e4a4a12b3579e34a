import type { FastifyReply } from 'fastify';
import type { Purpose } from '../relying-party/relying-party.ts';
import { changeHref, ROUTES, withNotice } from '../routes.ts';
import type { PortalServices } from '../services.ts';
import { sendPage } from '../views/send-page.ts';
import type { Arrival } from './arrival.ts';
import type { SignInAttempt } from './attempt.ts';
import type { ProviderError } from './authorization-response.ts';
import { authorize } from './authorize.ts';
import { providerErrorPage } from './provider-error-page.ts';
import { ACCOUNT_GONE, FORGOT_PASSWORD, wasCancelled } from './provider-errors.ts';

/** Answers an error of the provider: on to the password reset, back to where the person was, or a page about it. */
export async function answerProviderError(
  services: PortalServices,
  arrival: Arrival,
  error: ProviderError,
): Promise<FastifyReply> {
  const { request, reply, attempt } = arrival;
  const { purpose } = attempt.target;
  request.log.info({ event: 'provider-error', code: error.code, correlationId: error.correlationId, purpose });
  const reset = services.relyingParty.wayTo('password-reset');
  if (error.code === FORGOT_PASSWORD && purpose !== 'password-reset' && reset.kind === 'journey') {
    const { returnPath } = attempt;
    return authorize(services, arrival, { target: reset.target, returnPath, loginHint: error.loginHint });
  }
  if (wasCancelled(error, purpose)) return reply.redirect(whereThePersonWas(purpose, attempt), 303);
  if (error.code === ACCOUNT_GONE && purpose === 'account') {
    await services.sessions.end(request, reply);
    return reply.redirect(withNotice(ROUTES.home, 'account-deleted'), 303);
  }
  const page = providerErrorPage({ error, returnPath: attempt.returnPath, requestId: request.id });
  return sendPage(services, { request, reply }, { ...page, status: 400 });
}

function whereThePersonWas(
  purpose: Purpose,
  { endorsementId, contactChangeId, decisionId, returnPath }: SignInAttempt,
): string {
  switch (purpose) {
    case 'sign-in':
      return withNotice(ROUTES.home, 'sign-in-cancelled');
    case 'password-reset':
      return withNotice(ROUTES.home, 'password-unchanged');
    case 'profile-editing':
      return withNotice(ROUTES.account, 'profile-unchanged');
    case 'account':
      return ROUTES.account;
    case 'step-up':
      if (decisionId !== undefined) return withNotice(returnPath, 'decision-cancelled');
      if (contactChangeId !== undefined) return withNotice(returnPath, 'confirmation-cancelled');
      return changeHref(endorsementId ?? '', 'confirmation-cancelled');
  }
}
