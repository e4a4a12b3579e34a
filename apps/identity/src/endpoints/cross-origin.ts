import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ProtocolServices } from '../services.ts';
import type { Tenant } from '../tenant/tenant.ts';
import type { Endpoint } from './endpoint.ts';

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

const PREFLIGHT_SECONDS = 3600;

/**
 * Answers the question that a browser asks before a request with headers of the application's own, such as those of its
 * tracing (Fetch standard, CORS-preflight request): the same origins may send it as may read its answer.
 */
export function preflight({ tenant }: Pick<ProtocolServices, 'tenant'>, method: 'GET' | 'POST'): Endpoint {
  return (request, reply) => {
    if (method === 'GET') reply.header('access-control-allow-origin', '*');
    else allowSinglePages(tenant, request, reply);
    return reply
      .code(204)
      .header('access-control-allow-methods', method)
      .header('access-control-allow-headers', '*, authorization')
      .header('access-control-max-age', String(PREFLIGHT_SECONDS))
      .send();
  };
}
