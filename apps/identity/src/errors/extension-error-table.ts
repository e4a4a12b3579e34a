import type { ErrorKind } from './error-kind.ts';

/**
 * The errors that only extensions know, under codes of our own, so that no client takes them for B2C's. Their `error`
 * words are the standards'.
 */
export const EXTENSION_ERROR_TABLE = {
  /** OpenID Connect Core 3.1.2.6 */
  SURETY10001: {
    error: 'invalid_request_uri',
    status: 400,
    text: 'The request_uri names no pushed authorization request of this application and user flow, or it expired or was used. Start again from the application.',
  },
  /** RFC 9396 5 */
  SURETY10002: {
    error: 'invalid_authorization_details',
    status: 400,
    text: 'The authorization_details cannot be used: {reason}.',
  },
  /** RFC 9126 2.1 */
  SURETY10003: {
    error: 'invalid_request',
    status: 400,
    text: 'A pushed authorization request must not name another by request_uri.',
  },
  /** OpenID Connect Core Unmet Authentication Requirements 1.0; RFC 9470 5 */
  SURETY10004: {
    error: 'unmet_authentication_requirements',
    status: 400,
    text: 'This user flow cannot reach any of the authentication context classes that the request asks for.',
  },
} as const satisfies Record<string, ErrorKind>;
