import type { ErrorKind } from './error-kind.ts';

/** What a logout request can cause. */
export const LOGOUT_ERRORS = {
  AADB2C90036: {
    error: 'invalid_request',
    status: 400,
    text: 'The request does not contain a URI that this application registered to redirect the user to after logout.',
  },
  AADB2C90067: {
    error: 'invalid_request',
    status: 400,
    text: 'The post logout redirect URI in the request has an invalid format.',
  },
  AADB2C90209: {
    error: 'invalid_request',
    status: 400,
    text: 'The provided id_token_hint parameter does not contain an accepted audience. Please provide another token and try again.',
  },
  AADB2C90210: {
    error: 'invalid_request',
    status: 400,
    text: 'The provided id_token_hint parameter is invalid. Please provide another token and try again.',
  },
  AADB2C90232: {
    error: 'invalid_request',
    status: 400,
    text: 'The provided id_token_hint parameter does not contain an accepted issuer. Please provide another token and try again.',
  },
  AADB2C90233: {
    error: 'invalid_request',
    status: 400,
    text: 'The provided id_token_hint parameter failed signature validation. Please provide another token and try again.',
  },
  AADB2C90272: {
    error: 'invalid_request',
    status: 400,
    text: 'The id_token_hint parameter has not been specified in the request. Please provide a token and try again.',
  },
} as const satisfies Record<string, ErrorKind>;
