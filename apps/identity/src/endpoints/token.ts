import type { FastifyReply, FastifyRequest } from 'fastify';
import { asProtocolError } from '../errors/as-protocol-error.ts';
import { noteRefusal } from '../errors/note-refusal.ts';
import { describeError, type ProtocolError } from '../errors/protocol-error.ts';
import { authenticateClient } from '../grants/authenticate-client.ts';
import { grantRedeemer, type TokenServices } from '../grants/redeem-grant.ts';
import { readTokenRequest } from '../grants/token-request.ts';
import type { ProtocolServices } from '../services.ts';
import { errorWord } from '../tenant/error-words.ts';
import type { Tenant } from '../tenant/tenant.ts';
import { allowSinglePages } from './cross-origin.ts';
import type { Endpoint } from './endpoint.ts';

/** The token endpoint (RFC 6749 3.2): who asks, what for, and whether the grant holds. */
export function token(services: TokenServices): Endpoint {
  return (request, reply, { flow: userFlow }) => {
    reply.header('cache-control', 'no-store').header('pragma', 'no-cache');
    allowSinglePages(services.tenant, request, reply);
    const tokenRequest = readTokenRequest(request.body, request.query);
    const redeem = grantRedeemer(tokenRequest);
    const application = authenticateClient(services.tenant, tokenRequest, request.headers.authorization);
    return redeem(services, { userFlow, application, request: tokenRequest });
  };
}

/** Renders what went wrong at the token endpoint as JSON of two members, as B2C does (RFC 6749 5.2). */
export function tokenErrorHandler(services: Pick<ProtocolServices, 'clock' | 'tenant'>) {
  return (thrown: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const error = asProtocolError(thrown);
    noteRefusal('token-refused', error, thrown, { request, reply });
    const word = errorWord(error, services.tenant);
    const status = statusOf({ error: word, status: error.status }, services.tenant);
    // Who may authenticate in the header is told how (RFC 6749 5.2).
    if (status === 401) reply.header('www-authenticate', 'Basic realm="token"');
    return reply
      .code(status)
      .header('cache-control', 'no-store')
      .header('pragma', 'no-cache')
      .send({
        error: word,
        error_description: describeError(error, { correlationId: request.id, at: services.clock() }),
      });
  };
}

/** B2C's own status of `invalid_client` is not documented, so a tenant may choose the other that RFC 6749 allows. */
function statusOf({ error, status }: Pick<ProtocolError, 'error' | 'status'>, { invalidClientStatus }: Tenant): number {
  return error === 'invalid_client' && invalidClientStatus !== undefined ? invalidClientStatus : status;
}
