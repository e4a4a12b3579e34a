/**
 * The provider answered, and refuses this portal itself: its client id, its secret, its redirect address or what it may ask
 * for. Nobody at the browser can mend that; it ends as soon as the registration is right again.
 */
export class ClientRefused extends Error {
  override readonly name = 'ClientRefused';
}

/** OAuth's error codes that speak of the client and not of the person (RFC 6749 sections 4.1.2.1 and 5.2, RFC 8707). */
const ABOUT_THE_CLIENT = new Set([
  'invalid_client',
  'unauthorized_client',
  'invalid_scope',
  'invalid_target',
  'unsupported_response_type',
  'unsupported_grant_type',
]);

export function isAboutTheClient(errorCode: string): boolean {
  return ABOUT_THE_CLIENT.has(errorCode);
}
