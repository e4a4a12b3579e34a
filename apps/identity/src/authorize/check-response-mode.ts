import { ProtocolError } from '../errors/protocol-error.ts';
import type { AuthorizationRequest } from './authorization-request.ts';
import type { AuthorizationParameters } from './parameters.ts';

type ResponseMode = AuthorizationRequest['responseMode'];

/** How an answer travels when the request does not say: tokens never in a query, which servers log. */
export function defaultResponseMode({ responseType = '' }: AuthorizationParameters): ResponseMode {
  return /token/.test(responseType) ? 'fragment' : 'query';
}

/**
 * How shall the answer travel? Tokens never in a query (OAuth 2.0 Multiple Response Types, section 5).
 * @throws ProtocolError AADB2C90014
 */
export function checkResponseMode(parameters: AuthorizationParameters): ResponseMode {
  const usual = defaultResponseMode(parameters);
  const { responseMode = usual } = parameters;
  if (responseMode === 'fragment' || responseMode === 'form_post') return responseMode;
  if (responseMode === 'query' && usual === 'query') return responseMode;
  throw new ProtocolError('AADB2C90014', { responseMode });
}
