import type { ErrorKind } from './error-kind.ts';

/** What a token request can cause: its client, its grant, its parameters. */
export const TOKEN_ERRORS = {
  AADB2C90058: {
    error: 'unauthorized_client',
    status: 400,
    text: 'The provided application is not configured to allow public clients.',
  },
  AADB2C90079: {
    error: 'invalid_client',
    status: 400,
    text: 'Clients must send a client_secret when redeeming a confidential grant.',
  },
  AADB2C90080: {
    error: 'invalid_grant',
    status: 400,
    text: 'The provided grant has expired. Please re-authenticate and try again. Current time: {now}, Grant issued time: {issued}, Grant sliding window expiration time: {windowEnds}.',
  },
  AADB2C90081: {
    error: 'invalid_client',
    status: 400,
    text: 'The specified client_secret does not match the expected value for this client. Please correct the client_secret and try again.',
  },
  AADB2C90083: { error: 'invalid_request', status: 400, text: 'The request is missing required parameter: {name}.' },
  AADB2C90084: {
    error: 'invalid_request',
    status: 400,
    text: 'Public clients should not send a client_secret when redeeming a publicly acquired grant.',
  },
  AADB2C90086: {
    error: 'unsupported_grant_type',
    status: 400,
    text: "The supplied grant_type '{grantType}' is not supported.",
  },
  AADB2C90088: {
    error: 'invalid_grant',
    status: 400,
    text: 'The provided grant has not been issued for this endpoint. Actual Value : {actual} and Expected Value : {expected}',
  },
  AADB2C90090: { error: 'invalid_grant', status: 400, text: 'The provided grant cannot be read.' },
  AADB2C90128: {
    error: 'invalid_grant',
    status: 400,
    text: 'The account associated with this grant no longer exists. Please reauthenticate and try again.',
  },
  AADB2C90129: {
    error: 'invalid_grant',
    status: 400,
    text: 'The provided grant has been revoked. Please reauthenticate and try again.',
  },
  AADB2C90182: {
    error: 'invalid_grant',
    status: 400,
    text: 'The supplied code_verifier does not match the associated code_challenge.',
  },
  AADB2C90183: { error: 'invalid_grant', status: 400, text: 'The supplied code_verifier is missing or invalid.' },
  AADB2C90224: {
    error: 'unauthorized_client',
    status: 400,
    text: 'Resource owner flow has not been enabled for the application.',
  },
  AADB2C90225: {
    error: 'access_denied',
    status: 400,
    text: 'The username or password provided in the request are invalid.',
  },
  AADB2C90279: {
    error: 'invalid_grant',
    status: 400,
    text: "The provided client id '{clientId}' does not match the client id that was issued the grant.",
  },
  AADB2C99013: {
    error: 'invalid_request',
    status: 400,
    text: 'The supplied grant_type [{grantType}] and token_type [{tokenType}] combination is not supported.',
  },
} as const satisfies Record<string, ErrorKind>;
