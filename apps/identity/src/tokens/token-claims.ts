import { createHash } from 'node:crypto';
import type { ResourceAccess } from '../authorize/authorization-request.ts';
import type { Grant } from '../grants/grant.ts';
import type { UserFlow } from '../tenant/tenant.ts';

/** What every token of one answer shares. `now` is in seconds. */
export type TokenFrame = { issuer: string; userFlow: UserFlow; grant: Grant; now: number };

/** Seconds that a flow's tokens live. */
export function tokenLifetime(userFlow: UserFlow): number {
  return userFlow.tokens.lifetimeMinutes * 60;
}

/**
 * Claims of an ID token, in B2C's order (azure docs "tokens overview", OIDC Core 2).
 * @param beside code and access token that the authorization endpoint hands out with it (OIDC Core 3.3.2.11).
 */
export function idTokenClaims(
  { issuer, userFlow, grant, now }: TokenFrame,
  beside: { code?: string | undefined; accessToken?: string | undefined } = {},
): object {
  const { oid, ...claims } = grant.content.claims;
  return {
    exp: now + tokenLifetime(userFlow),
    nbf: now,
    ver: '1.0',
    iss: issuer,
    sub: grant.accountId,
    aud: grant.clientId,
    nonce: grant.content.nonce,
    ...(beside.code === undefined ? {} : { c_hash: leftHalfHash(beside.code) }),
    ...(beside.accessToken === undefined ? {} : { at_hash: leftHalfHash(beside.accessToken) }),
    iat: now,
    auth_time: Math.floor(grant.content.authenticatedAt / 1000),
    oid,
    ...claims,
    tfp: userFlow.name,
  };
}

/**
 * Claims of an access token, in B2C's order. It says which user flow ran, but neither when nor how. What the person
 * confirmed stands in it as well, where the user flow shows that (RFC 9396 9.1).
 */
export function accessTokenClaims({ issuer, userFlow, grant, now }: TokenFrame, resource: ResourceAccess): object {
  const { oid, name, emails, ...claims } = grant.content.claims;
  return {
    iss: issuer,
    exp: now + tokenLifetime(userFlow),
    nbf: now,
    aud: resource.applicationId,
    ...claims,
    oid,
    sub: grant.accountId,
    name,
    emails,
    tfp: userFlow.name,
    nonce: grant.content.nonce,
    scp: resource.scopes.length > 0 ? resource.scopes.join(' ') : undefined,
    azp: grant.clientId,
    ver: '1.0',
    iat: now,
    authorization_details: grant.content.transactions,
  };
}

/** Times in seconds; `lifetime` is how long the token lives. */
export type ClientToken = {
  issuer: string;
  audience: string;
  subject: string;
  clientId: string;
  roles: readonly string[];
  now: number;
  lifetime: number;
};

/** Claims of an access token that an application got for itself: nothing about people, and no user flow that ran. */
export function clientTokenClaims({ issuer, audience, subject, clientId, roles, now, lifetime }: ClientToken): object {
  return {
    iss: issuer,
    exp: now + lifetime,
    nbf: now,
    aud: audience,
    sub: subject,
    scp: roles.join(' '),
    azp: clientId,
    ver: '1.0',
    iat: now,
  };
}

/** Binds a code or token to the ID token beside it: half of its SHA-256 (OIDC Core 3.1.3.6, 3.3.2.11). */
function leftHalfHash(text: string): string {
  return createHash('sha256').update(text).digest().subarray(0, 16).toString('base64url');
}
