import { readAuthorizationParameters } from '../authorize/parameters.ts';
import { checkAuthorizationRequest } from '../authorize/pipeline.ts';
import { keepRequest } from '../authorize/pushed-request.ts';
import { ProtocolError } from '../errors/protocol-error.ts';
import { authenticateClient } from '../grants/authenticate-client.ts';
import { readTokenRequest } from '../grants/token-request.ts';
import type { ProtocolServices } from '../services.ts';
import { speaks } from '../tenant/extensions.ts';
import { allowSinglePages } from './cross-origin.ts';
import type { Endpoint } from './endpoint.ts';

/**
 * The pushed authorization request endpoint (RFC 9126): an application, proven as at the token endpoint, says what it
 * wants before it sends the browser. The request is checked here as it will be there; errors are JSON.
 * @throws ProtocolError AADB2C90025 (404) where the user flow does not speak this extension; SURETY10003 when a
 * request names a request; those of the checks.
 */
export function pushedAuthorization(services: ProtocolServices): Endpoint {
  return async (request, reply, { flow: userFlow }) => {
    reply.header('cache-control', 'no-store').header('pragma', 'no-cache');
    allowSinglePages(services.tenant, request, reply);
    if (!speaks(userFlow, 'pushed-authorization-requests')) throw new ProtocolError('AADB2C90025');
    const client = readTokenRequest(request.body, {});
    const application = authenticateClient(services.tenant, client, request.headers.authorization);
    const { requestUri, ...asked } = readAuthorizationParameters((request.body ?? {}) as Record<string, unknown>);
    if (requestUri !== undefined) throw new ProtocolError('SURETY10003');
    const parameters = { ...asked, clientId: application.id };
    const { tenant, issuerOrigin } = services;
    const context = { tenant, issuerOrigin, userFlow, correlationId: request.id, isPushed: true };
    const checked = checkAuthorizationRequest(parameters, context);
    if ('refused' in checked) throw checked.refused;
    return reply.code(201).send(await keepRequest(services, { userFlow, application, parameters }));
  };
}
