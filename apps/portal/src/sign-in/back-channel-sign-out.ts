import { asRefusal } from '@surety/web';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { logoutTokenRefused, OLDEST_SECONDS } from '../relying-party/logout-token.ts';
import { ROUTES } from '../routes.ts';
import type { PortalServices } from '../services.ts';
import { fieldsOf } from '../session/guard-form.ts';
import { hashId } from '../session/hash-id.ts';

const MOST_BYTES = 16 * 1024;
/** A token is known longer than it could be used, clocks that differ included. */
const KNOWN_MS = 3 * OLDEST_SECONDS * 1000;
/** What the caller is told to come back after; any other failure is 400 (section 2.8). */
const COME_BACK = [429, 503];

type Services = Pick<PortalServices, 'clock' | 'relyingParty' | 'logoutTokens' | 'sessions'>;

/**
 * `POST /sign-out/back-channel`: the provider's servers say that a person signed out, or that all of their sign-ins ended
 * (OpenID Connect Back-Channel Logout 1.0). The signature of the logout token is what proves it: no cookie comes with it.
 */
export function registerBackChannelSignOut(app: FastifyInstance, services: Services): void {
  app.post(
    ROUTES.backChannelSignOut,
    { bodyLimit: MOST_BYTES, errorHandler: answerFailure },
    async (request, reply) => {
      const ended = await endNamedSessions(services, fieldsOf(request).logout_token ?? '');
      request.log.info({ event: 'sessions-ended-by-provider', ended });
      return reply.header('cache-control', 'no-store').code(200).send();
    },
  );
}

/** Ends what the token names and answers how many sessions that were; none is fine, they may have ended before. */
async function endNamedSessions(services: Services, token: string): Promise<number> {
  const { id, issuer, ends, happenedAt } = await services.relyingParty.verifyLogoutToken(token);
  const now = services.clock().getTime();
  const use = { idHash: hashId(JSON.stringify([issuer, id])), now, endsAt: now + KNOWN_MS };
  if (!(await services.logoutTokens.take(use))) throw logoutTokenRefused('it was used before');
  return services.sessions.endNamed(ends, happenedAt ?? services.clock());
}

// A server reads this, not a person: no page, and the words of OAuth's errors.
function answerFailure(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const refusal = asRefusal(error);
  if (refusal) request.log.info({ event: 'refused', code: refusal.code, detail: refusal.detail });
  else request.log.error({ event: 'back-channel-sign-out-failed', err: error });
  const status = refusal !== undefined && COME_BACK.includes(refusal.status) ? refusal.status : 400;
  const message = refusal?.message ?? 'The sessions could not be ended now. Please send a new logout token later.';
  reply.header('cache-control', 'no-store').code(status).send({ error: 'invalid_request', error_description: message });
}
