import { ProtocolError } from '../errors/protocol-error.ts';
import type { AuthorizationRequest } from './authorization-request.ts';
import type { AuthorizationParameters } from './parameters.ts';

type ResponseTypes = AuthorizationRequest['responseTypes'];

const RESPONSE_TYPES = ['code', 'id_token', 'token'] as const;

/**
 * What is asked for: a code, tokens, or several of them, in any order (OAuth 2.0 Multiple Response Types).
 * @throws ProtocolError AADB2C90013
 */
export function checkResponseType({ responseType = '' }: AuthorizationParameters): ResponseTypes {
  const words = responseType.split(' ');
  const known = RESPONSE_TYPES.filter((type) => words.includes(type));
  if (known.length === 0 || known.length !== words.length) throw new ProtocolError('AADB2C90013', { responseType });
  return known;
}
