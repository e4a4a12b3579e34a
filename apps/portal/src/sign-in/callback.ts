import { Refusal } from '@surety/web';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ROUTES } from '../routes.ts';
import type { PortalServices } from '../services.ts';
import { hashId } from '../session/hash-id.ts';
import type { SignInAttempt } from './attempt.ts';
import { type AuthorizationResponse, parseAuthorizationResponse } from './authorization-response.ts';
import { finishPasswordReset } from './finish-password-reset.ts';
import { finishProfileEditing } from './finish-profile-editing.ts';
import { finishSignIn } from './finish-sign-in.ts';
import { finishStepUp } from './step-up.ts';
import { answerProviderError } from './when-provider-refused.ts';

const FINISHERS = {
  'sign-in': finishSignIn,
  'profile-editing': finishProfileEditing,
  account: finishProfileEditing,
  'password-reset': finishPasswordReset,
  'step-up': finishStepUp,
};

/** `GET /sign-in/callback`: the provider's answer, for the browser that asked, once. */
export function registerCallback(app: FastifyInstance, services: PortalServices): void {
  app.get(ROUTES.callback, async (request, reply) => {
    reply.header('cache-control', 'no-store');
    const response = parseAuthorizationResponse(request.query);
    if (response) request.joinTrace(response.state);
    const attempt = response && (await takeAttempt(services, request, response));
    if (!attempt) {
      services.metrics.count('returns', { purpose: 'unknown', outcome: 'unknown' });
      throw attemptUnknown();
    }
    await services.relyingParty.assertIssuer(response.iss, attempt.target);
    const { purpose } = attempt.target;
    const arrival = { request, reply, attempt };
    services.metrics.count('returns', { purpose, outcome: response.kind === 'error' ? 'refused' : 'finished' });
    if (response.kind === 'error') return answerProviderError(services, arrival, response.error);
    const { kind: _, ...code } = response;
    return FINISHERS[purpose](services, arrival, code);
  });
}

async function takeAttempt(
  services: PortalServices,
  request: FastifyRequest,
  { state }: AuthorizationResponse,
): Promise<SignInAttempt | undefined> {
  const browserHash = services.browserMark.read(request);
  if (browserHash === undefined) return undefined;
  return services.attempts.take({ stateHash: hashId(state), browserHash, now: services.clock().getTime() });
}

// One sentence for all: never begun, finished already, too old, or begun in another browser (RFC 6749 section 10.12).
function attemptUnknown(): Refusal {
  return new Refusal({
    code: 'sign-in-unknown',
    status: 400,
    message:
      'This sign-in is not under way in this browser: it was finished already, took too long, or began in another browser. Nobody was signed in by it.',
  });
}
