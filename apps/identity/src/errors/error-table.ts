import { AUTHORIZATION_ERRORS } from './authorization-errors.ts';
import type { ErrorKind } from './error-kind.ts';
import { LOGOUT_ERRORS } from './logout-errors.ts';
import { TOKEN_ERRORS } from './token-errors.ts';

/**
 * The errors this server knows, by B2C's codes. Clients match on the code, so codes and `error` words are fixed;
 * the texts say the same as B2C's. Words in braces are replaced by values. Here are those of more than one endpoint.
 */
export const ERROR_TABLE = {
  AADB2C90006: {
    error: 'redirect_uri_mismatch',
    status: 400,
    text: "The redirect URI '{redirectUri}' provided in the request is not registered for the client id '{clientId}'.",
  },
  AADB2C90018: {
    error: 'invalid_client',
    status: 400,
    text: "The client id '{clientId}' specified in the request is not registered in tenant '{tenant}'.",
  },
  AADB2C90025: {
    error: 'invalid_request',
    status: 404,
    text: 'There is no such user flow in this tenant, or no such tenant.',
  },
  AADB2C90035: {
    error: 'temporarily_unavailable',
    status: 503,
    text: 'The service is temporarily unavailable. Please retry after a few minutes.',
  },
  AADB2C90046: {
    error: 'invalid_request',
    status: 400,
    text: 'We are having trouble loading your current state. You might want to try starting your session over from the beginning.',
  },
  AADB2C90048: { error: 'server_error', status: 500, text: 'An unhandled exception has occurred on the server.' },
  AADB2C90092: {
    error: 'unauthorized_client',
    status: 400,
    text: "The provided application with ID '{clientId}' is disabled. Please enable the application and try again.",
  },
  AADB2C90122: {
    error: 'invalid_request',
    status: 400,
    text: 'Input validation of the request failed. Ensure that each parameter is given once and is well formed.',
  },
  AADB2C90244: {
    error: 'temporarily_unavailable',
    status: 429,
    text: 'There are too many requests at this moment. Please wait for some time and try again.',
  },
  ...AUTHORIZATION_ERRORS,
  ...TOKEN_ERRORS,
  ...LOGOUT_ERRORS,
} as const satisfies Record<string, ErrorKind>;

export type B2cErrorCode = keyof typeof ERROR_TABLE;
