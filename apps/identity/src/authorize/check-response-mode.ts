import { ProtocolError } from '../errors/protocol-error.ts';
import type { UserFlow } from '../tenant/tenant.ts';
import type { AuthorizationRequest } from './authorization-request.ts';
import type { AuthorizationParameters } from './parameters.ts';

type ResponseMode = AuthorizationRequest['responseMode'];

/** How an answer travels when the request does not say: tokens never in a query, which servers log. */
export function defaultResponseMode(
  parameters: AuthorizationParameters,
  { defaultResponseMode: told = {} }: Pick<UserFlow, 'defaultResponseMode'>,
): ResponseMode {
  return carriesTokens(parameters) ? (told.tokens ?? 'fragment') : (told.code ?? 'query');
}

/**
 * How shall the answer travel? Tokens never in a query (OAuth 2.0 Multiple Response Types, section 5).
 * @throws ProtocolError AADB2C90014
 */
export function checkResponseMode(
  parameters: AuthorizationParameters,
  userFlow: Pick<UserFlow, 'defaultResponseMode'>,
): ResponseMode {
  const { responseMode = defaultResponseMode(parameters, userFlow) } = parameters;
  if (responseMode === 'fragment' || responseMode === 'form_post') return responseMode;
  if (responseMode === 'query' && !carriesTokens(parameters)) return responseMode;
  throw new ProtocolError('AADB2C90014', { responseMode });
}

function carriesTokens({ responseType = '' }: AuthorizationParameters): boolean {
  return /token/.test(responseType);
}
