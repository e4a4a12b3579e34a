import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Tenant } from '../tenant/tenant.ts';

/**
 * Lets single-page applications of this tenant read an answer (Fetch standard, CORS), from the origins of their
 * redirect URIs. No cookies are involved: what proves them is the code and its verifier.
 */
export function allowSinglePages(tenant: Tenant, request: FastifyRequest, reply: FastifyReply): void {
  reply.header('vary', 'origin');
  const { origin } = request.headers;
  if (origin === undefined) return;
  const isTheirs = tenant.applications.some(
    ({ kind, redirectUris }) => kind === 'single-page' && redirectUris.some((uri) => new URL(uri).origin === origin),
  );
  if (isTheirs) reply.header('access-control-allow-origin', origin);
}
