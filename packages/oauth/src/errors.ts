/** Why a bearer token was refused. `code` is stable; the message is for the log, not for the caller. */
export class TokenRefused extends Error {
  override readonly name = 'TokenRefused';
  readonly code:
    | 'malformed'
    | 'untrusted-issuer'
    | 'invalid-signature'
    | 'expired'
    | 'wrong-audience'
    | 'invalid-claims';

  constructor(code: TokenRefused['code'], message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}

/** The provider's metadata or keys could not be read. Not the caller's fault: answer 503 and try again. */
export class ProviderUnavailable extends Error {
  override readonly name = 'ProviderUnavailable';
}
