import { asAsked } from '../authorize/authentication-class.ts';
import { readAuthorizationParameters } from '../authorize/parameters.ts';
import { checkAuthorizationRequest } from '../authorize/pipeline.ts';
import { askedRequest } from '../authorize/pushed-request.ts';
import { ProtocolError } from '../errors/protocol-error.ts';
import { pageLanguage } from '../journey/page-language.ts';
import { refusedResponse } from '../journey/refuse.ts';
import { sendAuthorizationResponse } from '../journey/send-authorization-response.ts';
import { type RunServices, startRun } from '../journey/start.ts';
import type { Endpoint } from './endpoint.ts';

/** The authorization endpoint (RFC 6749 3.1): checks the request, then answers at once or begins a journey. */
export function authorize(services: RunServices): Endpoint {
  const { tenant, issuerOrigin } = services;
  return async (request, reply, { flow: userFlow }) => {
    const wire = { ...(request.query as object), ...(request.body as object | undefined) };
    if (userFlow.kind === 'resource-owner-password') throw new ProtocolError('AADB2C90025', {}, { detail: 'no pages' });
    const correlationId = request.id;
    const { parameters, isPushed } = await askedRequest(services, userFlow, readAuthorizationParameters(wire));
    const checked = checkAuthorizationRequest(parameters, {
      tenant,
      userFlow,
      issuerOrigin,
      correlationId,
      isPushed,
    });
    const language = pageLanguage(services, request, parameters.uiLocales);
    if ('refused' in checked) {
      const response = refusedResponse(services, checked.address, { error: checked.refused, correlationId });
      const { application } = checked;
      return sendAuthorizationResponse(services, reply, { response, language, application });
    }
    if (checked.request.state !== undefined) request.joinTrace(checked.request.state);
    return startRun(
      services,
      { userFlow: asAsked(userFlow, checked.request), language, ...checked },
      { request, reply },
    );
  };
}
