import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ROUTES } from '../routes.ts';
import type { PortalServices } from '../services.ts';
import type { PortalSession } from '../session/session.ts';

/**
 * `GET /sign-out/front-channel`: the provider loads it in a frame when the person signs out elsewhere (OpenID Connect
 * Front-Channel Logout 1.0), and the session of this browser ends. The answer has no content, so that there is nothing to
 * frame. A frame has our cookie only on the provider's own site: it is SameSite=Lax, and stays so.
 */
export function registerFrontChannelSignOut(app: FastifyInstance, services: Pick<PortalServices, 'sessions'>): void {
  app.get(ROUTES.frontChannelSignOut, async (request, reply) => {
    const session = await services.sessions.read(request);
    if (session && isMeant(session, request)) await services.sessions.end(request, reply);
    return reply.header('cache-control', 'no-store').code(204).send();
  });
}

/**
 * Whether the request means this session. `iss` and `sid`, where the provider sends them, are those of its ID token (section 3).
 * Azure AD B2C sends none: then only a frame ends it, so that no link on anybody's page signs people out.
 */
function isMeant({ claims }: PortalSession, { query, headers }: FastifyRequest): boolean {
  const { iss, sid } = query as { iss?: unknown; sid?: unknown };
  if (iss !== undefined && iss !== claims.iss) return false;
  if (sid !== undefined && claims.sid !== undefined) return sid === claims.sid;
  return headers['sec-fetch-dest'] === 'iframe';
}
