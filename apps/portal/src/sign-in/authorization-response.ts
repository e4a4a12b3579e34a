import type { CodeResponse } from '../relying-party/relying-party.ts';

/** What came back from the provider by way of the browser (RFC 6749 section 4.1.2); `iss` as RFC 9207 says. */
export type AuthorizationResponse =
  | ({ kind: 'code' } & CodeResponse)
  | { kind: 'error'; state: string; iss?: string; error: ProviderError };

/** An error of the provider, taken apart. Its text is not shown: anybody could have written it. */
export type ProviderError = {
  /** `AADB2C…` or `AADSTS…` where Microsoft names one, else the OAuth error. */
  code: string;
  correlationId?: string;
  /** An address that the person had typed already. */
  loginHint?: string;
};

const LONGEST = 8192;

/** Reads the redirect's parameters; `undefined` when they are neither a code nor an error. */
export function parseAuthorizationResponse(query: unknown): AuthorizationResponse | undefined {
  const { state, code, iss, error, error_description: description } = query as Record<string, unknown>;
  if (!isText(state)) return undefined;
  const common = { state, ...(isText(iss) ? { iss } : {}) };
  if (isText(error)) return { kind: 'error', ...common, error: parseProviderError(error, description) };
  return isText(code) ? { kind: 'code', ...common, code } : undefined;
}

/** Takes B2C's three-line description apart: `AADB2C90091: …`, `Correlation ID: …`, `Timestamp: …`. */
export function parseProviderError(error: string, description: unknown): ProviderError {
  const text = isText(description) ? description : '';
  const code = /^(AAD(?:B2C|STS)\d{2,10})\b/.exec(text)?.[1];
  const correlationId = /^Correlation ID: ([0-9a-f-]{36})\s*$/im.exec(text)?.[1];
  const loginHint = /^login_hint: ([^\s<>"]{3,254})\s*$/im.exec(text)?.[1];
  return {
    code: code ?? (/^[a-z_]{1,60}$/.test(error) ? error : 'unknown'),
    ...(correlationId === undefined ? {} : { correlationId }),
    ...(loginHint === undefined ? {} : { loginHint }),
  };
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= LONGEST;
}
