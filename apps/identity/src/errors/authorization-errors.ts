import type { ErrorKind } from './error-kind.ts';

/** What an authorization request, or the person who runs the user flow, can cause. */
export const AUTHORIZATION_ERRORS = {
  AADB2C90007: {
    error: 'invalid_request',
    status: 400,
    text: "The application associated with client id '{clientId}' has no registered redirect URIs.",
  },
  AADB2C90008: { error: 'invalid_request', status: 400, text: 'The request does not contain a client id parameter.' },
  AADB2C90010: { error: 'invalid_request', status: 400, text: 'The request does not contain a scope parameter.' },
  AADB2C90013: {
    error: 'unsupported_response_type',
    status: 400,
    text: "The requested response type '{responseType}' provided in the request is not supported.",
  },
  AADB2C90014: {
    error: 'invalid_request',
    status: 400,
    text: "The requested response mode '{responseMode}' provided in the request is not supported.",
  },
  AADB2C90043: { error: 'invalid_request', status: 400, text: 'The prompt included in the request is not valid.' },
  AADB2C90055: {
    error: 'invalid_request',
    status: 400,
    text: "The scope '{scope}' provided in the request must specify a resource.",
  },
  AADB2C90057: {
    error: 'unauthorized_client',
    status: 400,
    text: "The provided application is not configured to allow the OAuth 'Implicit' flow.",
  },
  AADB2C90077: {
    error: 'interaction_required',
    status: 400,
    text: "User does not have an existing session and request prompt parameter has a value of 'None'.",
  },
  AADB2C90091: {
    error: 'access_denied',
    status: 400,
    text: 'The user has cancelled entering self-asserted information.',
  },
  AADB2C90110: {
    error: 'invalid_request',
    status: 400,
    text: "The scope parameter must include 'openid' when requesting a response_type that includes 'id_token'.",
  },
  AADB2C90115: {
    error: 'invalid_request',
    status: 400,
    text: "When requesting the 'code' response_type, the scope parameter must include a resource or client ID for access tokens, and 'openid' for ID tokens.",
  },
  AADB2C90117: {
    error: 'invalid_request',
    status: 400,
    text: "The scope '{scope}' provided in the request is not supported.",
  },
  AADB2C90118: { error: 'access_denied', status: 400, text: 'The user has forgotten their password.' },
  AADB2C90120: {
    error: 'invalid_request',
    status: 400,
    text: "The max age parameter '{maxAge}' specified in the request is invalid. Max age must be an integer from 0 to 2147483647.",
  },
  AADB2C90146: {
    error: 'invalid_request',
    status: 400,
    text: "The scope '{scope}' provided in the request specifies more than one resource for an access token, which is not supported.",
  },
  AADB2C90151: {
    error: 'access_denied',
    status: 400,
    text: 'User has exceeded the maximum number for retries for multi-factor authentication.',
  },
  AADB2C90157: {
    error: 'access_denied',
    status: 400,
    text: 'User has exceeded the maximum number for retries for a self-asserted step.',
  },
  AADB2C90184: {
    error: 'invalid_request',
    status: 400,
    text: 'The supplied code_challenge or code_challenge_method is not valid. Supported methods are plain and S256.',
  },
  AADB2C90205: {
    error: 'unauthorized_client',
    status: 400,
    text: 'This application does not have sufficient permissions against this web resource to perform the operation.',
  },
  AADB2C90238: { error: 'invalid_request', status: 400, text: 'The request does not contain a nonce parameter.' },
  AADB2C99005: {
    error: 'invalid_request',
    status: 400,
    text: "The request contains an invalid scope parameter which includes an illegal character '{character}'.",
  },
  AADB2C99059: {
    error: 'invalid_request',
    status: 400,
    text: 'The supplied request must present a code_challenge. It is required for single-page apps that use the authorization code flow.',
  },
  AADB2C90287: {
    error: 'invalid_request',
    status: 400,
    text: "The request contains the invalid redirect URI '{redirectUri}'.",
  },
} as const satisfies Record<string, ErrorKind>;
