import { ProtocolError } from '../errors/protocol-error.ts';

/** Parameters of an authorization request as they came, in our spelling; those we do not know are left out. */
export type AuthorizationParameters = {
  clientId?: string;
  redirectUri?: string;
  responseType?: string;
  responseMode?: string;
  scope?: string;
  state?: string;
  nonce?: string;
  prompt?: string;
  maxAge?: string;
  codeChallenge?: string;
  codeChallengeMethod?: string;
  loginHint?: string;
  uiLocales?: string;
  acrValues?: string;
  claims?: string;
  requestUri?: string;
  authorizationDetails?: string;
};

const WIRE_NAMES: Record<keyof AuthorizationParameters, string> = {
  clientId: 'client_id',
  redirectUri: 'redirect_uri',
  responseType: 'response_type',
  responseMode: 'response_mode',
  scope: 'scope',
  state: 'state',
  nonce: 'nonce',
  prompt: 'prompt',
  maxAge: 'max_age',
  codeChallenge: 'code_challenge',
  codeChallengeMethod: 'code_challenge_method',
  loginHint: 'login_hint',
  uiLocales: 'ui_locales',
  acrValues: 'acr_values',
  claims: 'claims',
  requestUri: 'request_uri',
  authorizationDetails: 'authorization_details',
};

/**
 * Reads the parameters from a query or a form. Empty ones count as absent (RFC 6749 3.1).
 * @throws ProtocolError AADB2C90122 when a parameter is given twice.
 */
export function readAuthorizationParameters(wire: Record<string, unknown>): AuthorizationParameters {
  const parameters: AuthorizationParameters = {};
  for (const [name, wireName] of Object.entries(WIRE_NAMES) as [keyof AuthorizationParameters, string][]) {
    const value = Object.hasOwn(wire, wireName) ? wire[wireName] : undefined;
    if (value === undefined || value === '') continue;
    if (typeof value !== 'string')
      throw new ProtocolError('AADB2C90122', {}, { detail: `${wireName} is not one string` });
    parameters[name] = value;
  }
  return parameters;
}
