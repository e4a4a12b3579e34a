import { ProtocolError } from '../errors/protocol-error.ts';

/** Parameters of a token request in our spelling. Empty ones count as absent. */
export type TokenRequest = {
  grantType?: string;
  tokenType?: string;
  clientId?: string;
  clientSecret?: string;
  code?: string;
  redirectUri?: string;
  codeVerifier?: string;
  refreshToken?: string;
  username?: string;
  password?: string;
  scope?: string;
  clientInfo?: string;
};

const WIRE_NAMES: Record<keyof TokenRequest, string> = {
  grantType: 'grant_type',
  tokenType: 'token_type',
  clientId: 'client_id',
  clientSecret: 'client_secret',
  code: 'code',
  redirectUri: 'redirect_uri',
  codeVerifier: 'code_verifier',
  refreshToken: 'refresh_token',
  username: 'username',
  password: 'password',
  scope: 'scope',
  clientInfo: 'client_info',
};

/**
 * Reads a token request. B2C takes parameters from the query as well; the form counts where both have one.
 * @throws ProtocolError AADB2C90122 when a parameter is given twice.
 */
export function readTokenRequest(form: unknown, query: unknown): TokenRequest {
  const wire = { ...members(query), ...members(form) };
  const request: TokenRequest = {};
  for (const [name, wireName] of Object.entries(WIRE_NAMES) as [keyof TokenRequest, string][]) {
    const value = Object.hasOwn(wire, wireName) ? wire[wireName] : undefined;
    if (value === undefined || value === '') continue;
    if (typeof value !== 'string')
      throw new ProtocolError('AADB2C90122', {}, { detail: `${wireName} is not one string` });
    request[name] = value;
  }
  return request;
}

function members(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/**
 * The parameter, which this grant type needs.
 * @throws ProtocolError AADB2C90083
 */
export function requireParameter(request: TokenRequest, name: keyof TokenRequest): string {
  const value = request[name];
  if (value === undefined) throw new ProtocolError('AADB2C90083', { name: WIRE_NAMES[name] });
  return value;
}
