/** A resource server's answer to a token that does not suffice (RFC 6750 section 3, RFC 9470 section 3). */
export type BearerChallenge = {
  error?:
    | 'invalid_request'
    | 'invalid_token'
    | 'insufficient_scope'
    | 'insufficient_user_authentication'
    | 'insufficient_claims';
  description?: string;
  /** Scopes that would suffice. */
  scope?: string;
  /** Authentication classes that would suffice, best first (RFC 9470). */
  acrValues?: readonly string[];
  /** Seconds since the person last proved themselves (RFC 9470). */
  maxAgeSeconds?: number;
  /** Claims request in JSON, for clients of Microsoft Entra (sent in base64). */
  claims?: string;
};

/** Writes the value of `WWW-Authenticate`. */
export function formatBearerChallenge(challenge: BearerChallenge): string {
  const parameters = [
    quoted('error', challenge.error),
    quoted('error_description', challenge.description),
    quoted('scope', challenge.scope),
    quoted('acr_values', challenge.acrValues?.join(' ')),
    quoted('max_age', challenge.maxAgeSeconds?.toString()),
    quoted('claims', challenge.claims === undefined ? undefined : Buffer.from(challenge.claims).toString('base64')),
  ].filter((parameter) => parameter !== undefined);
  return parameters.length === 0 ? 'Bearer' : `Bearer ${parameters.join(', ')}`;
}

function quoted(name: string, value: string | undefined): string | undefined {
  return value === undefined ? undefined : `${name}="${value.replace(/["\\]/g, '\\$&')}"`;
}

/** Reads a `Bearer` challenge; `undefined` when the header is absent or of another scheme. */
export function parseBearerChallenge(header: string | null | undefined): BearerChallenge | undefined {
  if (!header || !/^bearer(\s|$)/i.test(header)) return undefined;
  const values = new Map<string, string>();
  for (const match of header.slice('bearer'.length).matchAll(/([a-z_]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/gi)) {
    values.set((match[1] ?? '').toLowerCase(), match[2]?.replace(/\\(.)/g, '$1') ?? match[3] ?? '');
  }
  return fromParameters(values);
}

function fromParameters(values: ReadonlyMap<string, string>): BearerChallenge {
  const maxAge = values.get('max_age');
  const claims = values.get('claims');
  return {
    ...pick('error', values.get('error') as BearerChallenge['error']),
    ...pick('description', values.get('error_description')),
    ...pick('scope', values.get('scope')),
    ...pick('acrValues', values.get('acr_values')?.split(' ').filter(Boolean)),
    ...(maxAge !== undefined && /^\d{1,9}$/.test(maxAge) ? { maxAgeSeconds: Number(maxAge) } : {}),
    ...(claims === undefined ? {} : { claims: Buffer.from(claims, 'base64').toString('utf8') }),
  };
}

function pick<Name extends string, Value>(name: Name, value: Value | undefined): { [Key in Name]?: Value } {
  return (value === undefined ? {} : { [name]: value }) as { [Key in Name]?: Value };
}
