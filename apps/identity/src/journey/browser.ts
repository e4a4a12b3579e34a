import { sessionCookieName, sessionCookieOptions } from '@surety/web';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ProtocolServices } from '../services.ts';
import { hashToken, isToken } from '../tokens/hash-token.ts';

/**
 * The cookie that ties journeys to the browser that began them. Without it a journey's address is worth nothing, so
 * nobody can be led into a journey that another began (login CSRF, fixation).
 */
const BROWSER_COOKIE = 'identity-browser';
const SSO_COOKIE = 'identity-sso';

/** Hash of this browser's cookie, or `undefined` when it has none. */
export function browserHash({ origin }: Pick<ProtocolServices, 'origin'>, request: FastifyRequest): string | undefined {
  const cookie = request.cookies[sessionCookieName(origin, BROWSER_COOKIE)];
  return isToken(cookie) ? hashToken(cookie) : undefined;
}

/** Hash of this browser's cookie, which is set now when it has none. */
export function ensureBrowser(
  services: Pick<ProtocolServices, 'origin' | 'random'>,
  request: FastifyRequest,
  reply: FastifyReply,
): string {
  const known = browserHash(services, request);
  if (known !== undefined) return known;
  const cookie = services.random.token();
  reply.setCookie(sessionCookieName(services.origin, BROWSER_COOKIE), cookie, sessionCookieOptions(services.origin));
  return hashToken(cookie);
}

/** The id of this browser's SSO session, if it holds one. */
export function ssoSessionId(
  { origin }: Pick<ProtocolServices, 'origin'>,
  request: FastifyRequest,
): string | undefined {
  const cookie = request.cookies[sessionCookieName(origin, SSO_COOKIE)];
  return isToken(cookie) ? cookie : undefined;
}

/** Gives the browser its SSO session's new id; one that is kept outlives the browser by so many seconds. */
export function setSsoSession(
  { origin }: Pick<ProtocolServices, 'origin'>,
  reply: FastifyReply,
  { id, keptSeconds }: { id: string; keptSeconds?: number },
): void {
  reply.setCookie(sessionCookieName(origin, SSO_COOKIE), id, sessionCookieOptions(origin, keptSeconds));
}

/** Takes the SSO session's id from the browser. */
export function clearSsoSession({ origin }: Pick<ProtocolServices, 'origin'>, reply: FastifyReply): void {
  reply.clearCookie(sessionCookieName(origin, SSO_COOKIE), sessionCookieOptions(origin));
}
