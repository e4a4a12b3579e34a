import { createHash, randomUUID } from 'node:crypto';
import type { ResourceAccess } from '../authorize/authorization-request.ts';
import type { Grant } from '../grants/grant.ts';
import { namesSignIn, speaks } from '../tenant/extensions.ts';
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
    sub: subjectOf(userFlow, grant),
    aud: grant.clientId,
    nonce: grant.content.nonce,
    ...(beside.code === undefined ? {} : { c_hash: leftHalfHash(beside.code) }),
    ...(beside.accessToken === undefined ? {} : { at_hash: leftHalfHash(beside.accessToken) }),
    iat: now,
    auth_time: Math.floor(grant.content.authenticatedAt / 1000),
    ...(speaks(userFlow, 'authentication-context') && grant.content.authentication),
    ...(namesSignIn(userFlow) && { sid: grant.signInId }),
    oid,
    ...claims,
    ...(speaks(userFlow, 'standard-claims') && standardClaims(grant)),
    [userFlow.tokens.userFlowClaim ?? 'tfp']: userFlow.name,
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
    sub: subjectOf(userFlow, grant),
    name,
    emails,
    [userFlow.tokens.userFlowClaim ?? 'tfp']: userFlow.name,
    nonce: grant.content.nonce,
    scp: resource.scopes.length > 0 ? resource.scopes.join(' ') : undefined,
    azp: grant.clientId,
    ver: '1.0',
    iat: now,
    authorization_details: grant.content.transactions,
    ...(speaks(userFlow, 'authentication-context') && {
      auth_time: Math.floor(grant.content.authenticatedAt / 1000),
      ...grant.content.authentication,
    }),
    ...(speaks(userFlow, 'jwt-access-tokens') && jwtProfile(grant.clientId, resource.scopes)),
    ...(speaks(userFlow, 'standard-claims') && standardClaims(grant)),
  };
}

/** B2C's setting "Subject (sub) claim": the object id, or a text that sends old clients to `oid`. */
function subjectOf({ tokens }: UserFlow, { accountId }: Grant): string {
  return tokens.subject === 'not-supported' ? 'Not supported currently. Use oid claim.' : accountId;
}

/** What an access token has by the standard (RFC 9068 2.2) beside B2C's names for the same. */
function jwtProfile(clientId: string, scopes: readonly string[]): object {
  return { client_id: clientId, jti: randomUUID(), scope: scopes.length > 0 ? scopes.join(' ') : undefined };
}

/** The address by its standard name (OIDC Core 5.1, 5.4); an account's address was proven when it was made. */
function standardClaims({ content }: Grant): object | undefined {
  const email = content.claims.emails?.[0];
  return email !== undefined && content.openidScopes.includes('email') ? { email, email_verified: true } : undefined;
}

/** The `typ` of an access token's header: B2C's, or the standard's (RFC 9068 2.1). */
export function accessTokenType(userFlow: UserFlow): 'JWT' | 'at+jwt' {
  return speaks(userFlow, 'jwt-access-tokens') ? 'at+jwt' : 'JWT';
}

/** Times in seconds; `lifetime` is how long the token lives. */
export type ClientToken = {
  issuer: string;
  audience: string;
  subject: string;
  clientId: string;
  roles: readonly string[];
  userFlow: UserFlow;
  now: number;
  lifetime: number;
};

/** Claims of an access token that an application got for itself: nothing about people, and no user flow that ran. */
export function clientTokenClaims(token: ClientToken): object {
  const { issuer, audience, subject, clientId, roles, now, lifetime } = token;
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
    ...(speaks(token.userFlow, 'jwt-access-tokens') && jwtProfile(clientId, roles)),
  };
}

/** Binds a code or token to the ID token beside it: half of its SHA-256 (OIDC Core 3.1.3.6, 3.3.2.11). */
function leftHalfHash(text: string): string {
  return createHash('sha256').update(text).digest().subarray(0, 16).toString('base64url');
}
