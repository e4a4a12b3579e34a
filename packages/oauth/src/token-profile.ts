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
  /** What the person was told that they authorize (RFC 9396), as the token has it; absent where nothing was said. */
  authorizationDetails?: unknown;
};

/** What a rule leaves unproven. An operator who can live with one names it in the settings; otherwise it is not taken. */
export type Weakness =
  /** The token says nothing about which change the proof was for, only that it was given after the draft. */
  | 'unbound'
  /** The token says when it was issued and not when the person proved themselves: a session may have remembered it. */
  | 'token-time';

/** How strong and how bound the proof for a privileged operation must be. */
export type ProofRule = {
  acceptedClasses: readonly string[];
  /** What ties the proof to one change: its challenge as the nonce, or only that it came later. */
  binding: 'nonce' | 'time';
  /** Whose moment must not lie before the draft: the person's authentication, the token's issue; the nonce needs none. */
  moment: 'nonce' | 'authentication' | 'token';
  /** How old the authentication may be. */
  maxAgeSeconds?: number;
  /** How a client is asked for more: by `acr_values` alone, or by a claims request of Microsoft Entra as well. */
  challenge: 'acr-values' | 'claims-request';
  /** What this kind of provider can never prove and the operator has not accepted: then nothing is confirmed. */
  missing: readonly Weakness[];
};

/** What a rule leaves unproven, for whoever must know. */
export function weaknessesOf({ binding, moment }: ProofRule): readonly Weakness[] {
  return [
    ...(binding === 'time' ? (['unbound'] as const) : []),
    ...(moment === 'token' ? (['token-time'] as const) : []),
  ];
}

/** Everything in which the access tokens of one kind of provider differ from another's. */
export type TokenProfile = {
  proof: ProofRule;
  /** Signature algorithms that are taken; never one with a shared secret. */
  algorithms: readonly string[];
  scopes(claims: JWTPayload): readonly string[];
  /** Within what a subject is unique, for a token of this issuer. */
  directory(issuer: string): string;
  /** The person, unique within the directory. */
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
    proof: {
      acceptedClasses: options.stepUpUserFlows.map((name) => name.toLowerCase()),
      binding: 'nonce',
      moment: 'nonce',
      challenge: 'acr-values',
      missing: [],
    },
    algorithms: ['RS256'],
    scopes: (claims) => words(claims.scp),
    directory: b2cDirectory,
    subject: b2cSubject,
    email: (claims) => (Array.isArray(claims.emails) ? text(claims.emails[0]) : undefined),
    evidence: (claims) => ({
      classes: [text(claims.tfp) ?? text(claims.acr)].flatMap((name) =>
        name === undefined ? [] : [name.toLowerCase()],
      ),
      ...times(claims),
    }),
  };
}

const ISSUER_OF_USER_FLOW = /^(https:\/\/[^/]+)\/tfp\/([0-9a-f-]{36})\/[\w.-]+\/v2\.0\/$/i;

/**
 * The directory behind an issuer of B2C. A tenant may give every user flow an issuer of its own,
 * `https://HOST/tfp/TENANT/USER-FLOW/v2.0/`; its people are the same in all of them, as in `https://HOST/TENANT/v2.0/`, the other form.
 */
export function b2cDirectory(issuer: string): string {
  return issuer.replace(ISSUER_OF_USER_FLOW, '$1/$2/v2.0/');
}

/**
 * The person of a B2C token: `sub`, the object id. A user flow may be set to write a text there that is the same for
 * everybody; then it is `oid`, and a token without it names nobody.
 */
export function b2cSubject({ sub, oid }: JWTPayload): string | undefined {
  return sub?.startsWith('Not supported currently.') ? text(oid) : sub;
}

/** What the operator says about the proofs of a provider that is not B2C. */
export type ProofOptions = { maxAgeSeconds: number; accepts: ReadonlySet<Weakness> };

/**
 * Microsoft Entra External ID: `acrs` holds the authentication contexts that Conditional Access satisfied. Its access tokens
 * echo no nonce, and carry `auth_time` only where the api's registration asks for it as an optional claim.
 */
export function externalIdProfile(options: ProofOptions & { authenticationContexts: readonly string[] }): TokenProfile {
  const { authenticationContexts, accepts } = options;
  return {
    proof: {
      acceptedClasses: authenticationContexts,
      binding: 'time',
      ...momentOf(options),
      challenge: 'claims-request',
      missing: accepts.has('unbound') ? [] : ['unbound'],
    },
    algorithms: ['RS256'],
    scopes: (claims) => words(claims.scp),
    directory: itself,
    // `sub` differs for each application there; `oid` is the person.
    subject: (claims) => text(claims.oid),
    // People may change `email` there themselves; `xms_edov` says that its owner was verified.
    email: (claims) => (isTrue(claims.xms_edov) ? text(claims.email) : undefined),
    evidence: (claims) => ({ classes: words(claims.acrs), ...times(claims) }),
  };
}

/** Names of claims where a provider does not use the standard's. */
export type ClaimNames = { subject: string; scope: string; email: string; emailVerified: string };

export const STANDARD_CLAIM_NAMES: ClaimNames = {
  subject: 'sub',
  scope: 'scope',
  email: 'email',
  emailVerified: 'email_verified',
};

/**
 * Any OpenID Connect provider whose access tokens are JWTs as RFC 9068 says, with `acr` and `auth_time`. Where they echo the
 * nonce as well, the proof is bound to one change.
 */
export function openidProfile(
  options: ProofOptions & { acrValues: readonly string[]; claimNames?: ClaimNames },
): TokenProfile {
  const { acrValues, accepts, claimNames: names = STANDARD_CLAIM_NAMES } = options;
  return {
    proof: {
      acceptedClasses: acrValues,
      binding: accepts.has('unbound') ? 'time' : 'nonce',
      ...momentOf(options),
      challenge: 'acr-values',
      missing: [],
    },
    algorithms: ['RS256', 'RS384', 'PS256', 'PS384', 'ES256', 'ES384', 'EdDSA'],
    scopes: (claims) => words(claims[names.scope] ?? claims.scp),
    directory: itself,
    subject: (claims) => text(claims[names.subject]),
    email: (claims) => (isTrue(claims[names.emailVerified]) ? text(claims[names.email]) : undefined),
    evidence: (claims) => ({ classes: [text(claims.acr)].filter((name) => name !== undefined), ...times(claims) }),
  };
}

const itself = (issuer: string): string => issuer;

function momentOf({ accepts, maxAgeSeconds }: ProofOptions): Pick<ProofRule, 'moment' | 'maxAgeSeconds'> {
  return accepts.has('token-time') ? { moment: 'token' } : { moment: 'authentication', maxAgeSeconds };
}

function times(claims: JWTPayload): Omit<Evidence, 'classes'> {
  return {
    ...(typeof claims.auth_time === 'number' ? { authenticatedAt: new Date(claims.auth_time * 1000) } : {}),
    ...(typeof claims.iat === 'number' ? { issuedAt: new Date(claims.iat * 1000) } : {}),
    ...(typeof claims.nonce === 'string' ? { nonce: claims.nonce } : {}),
    ...('authorization_details' in claims ? { authorizationDetails: claims.authorization_details } : {}),
  };
}

// Microsoft writes this claim as a boolean, a number or a string.
function isTrue(value: unknown): boolean {
  return value === true || value === 1 || value === '1' || value === 'true';
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

// A list, or words in one string.
function words(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.map(String);
  return typeof value === 'string' ? value.split(' ').filter((word) => word !== '') : [];
}
