import type { JWTPayload } from 'jose';

/** What a token says about how its bearer signed in, in words that no provider owns. */
export type Evidence = {
  /** Class reached: the user flow (B2C), the authentication contexts (External ID), or `acr`. Lower case for B2C. */
  classes: readonly string[];
  /** When the person last proved themselves. Unknown in B2C's access tokens. */
  authenticatedAt?: Date;
  issuedAt?: Date;
  /** The `nonce` of the authorization request that the token answers. */
  nonce?: string;
};

/** How strong and how bound the proof for a privileged operation must be; one for each kind of provider. */
export type ProofRule =
  | { kind: 'nonce'; acceptedClasses: readonly string[] }
  | { kind: 'issued-after'; acceptedClasses: readonly string[] }
  | { kind: 'authenticated-after'; acceptedClasses: readonly string[]; maxAgeSeconds: number };

/** Everything in which the access tokens of one kind of provider differ from another's. */
export type TokenProfile = {
  proof: ProofRule;
  scopes(claims: JWTPayload): readonly string[];
  /** The person, unique within the issuer. */
  subject(claims: JWTPayload): string | undefined;
  /** An address that the provider verified. */
  email(claims: JWTPayload): string | undefined;
  evidence(claims: JWTPayload): Evidence;
};

/**
 * Azure AD B2C and the embedded identity: `tfp` names the user flow that ran (compared without case), and the access
 * token echoes the `nonce`, which binds it to one change. There is no `auth_time` in B2C's access tokens.
 */
export function b2cProfile(options: { stepUpUserFlows: readonly string[] }): TokenProfile {
  return {
    proof: { kind: 'nonce', acceptedClasses: options.stepUpUserFlows.map((name) => name.toLowerCase()) },
    scopes: (claims) => words(claims.scp),
    subject: (claims) => claims.sub,
    email: (claims) => (Array.isArray(claims.emails) ? text(claims.emails[0]) : undefined),
    evidence: (claims) => ({
      classes: [text(claims.tfp) ?? text(claims.acr)].flatMap((name) =>
        name === undefined ? [] : [name.toLowerCase()],
      ),
      ...times(claims),
    }),
  };
}

/** Microsoft Entra External ID: `acrs` holds the authentication contexts that Conditional Access satisfied. */
export function externalIdProfile(options: { authenticationContexts: readonly string[] }): TokenProfile {
  return {
    proof: { kind: 'issued-after', acceptedClasses: options.authenticationContexts },
    scopes: (claims) => words(claims.scp),
    // `sub` differs for each application there; `oid` is the person.
    subject: (claims) => text(claims.oid),
    // People may change `email` there themselves; `xms_edov` says that its owner was verified.
    email: (claims) => (isTrue(claims.xms_edov) ? text(claims.email) : undefined),
    evidence: (claims) => ({
      classes: Array.isArray(claims.acrs) ? claims.acrs.map(String) : words(claims.acrs),
      ...times(claims),
    }),
  };
}

/** Any OpenID Connect provider whose access tokens are JWTs as RFC 9068 says, with `acr` and `auth_time`. */
export function openidProfile(options: { acrValues: readonly string[]; maxAgeSeconds: number }): TokenProfile {
  return {
    proof: { kind: 'authenticated-after', acceptedClasses: options.acrValues, maxAgeSeconds: options.maxAgeSeconds },
    scopes: (claims) => words(claims.scope),
    subject: (claims) => claims.sub,
    email: (claims) => (claims.email_verified === true ? text(claims.email) : undefined),
    evidence: (claims) => ({ classes: [text(claims.acr)].filter((name) => name !== undefined), ...times(claims) }),
  };
}

function times(claims: JWTPayload): Omit<Evidence, 'classes'> {
  return {
    ...(typeof claims.auth_time === 'number' ? { authenticatedAt: new Date(claims.auth_time * 1000) } : {}),
    ...(typeof claims.iat === 'number' ? { issuedAt: new Date(claims.iat * 1000) } : {}),
    ...(typeof claims.nonce === 'string' ? { nonce: claims.nonce } : {}),
  };
}

// Microsoft writes this claim as a boolean, a number or a string.
function isTrue(value: unknown): boolean {
  return value === true || value === 1 || value === '1' || value === 'true';
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function words(value: unknown): readonly string[] {
  return typeof value === 'string' ? value.split(' ').filter((word) => word !== '') : [];
}
