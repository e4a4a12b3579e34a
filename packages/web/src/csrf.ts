import { createHmac, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { Refusal } from './refusal.ts';

/** Name of the hidden form field that carries the token. */
export const CSRF_FIELD = 'csrf_token';

/** Token for the forms of one session or journey: an HMAC of its id, so nothing needs to be stored. */
export function csrfToken(secret: string, boundTo: string): string {
  return createHmac('sha256', secret).update(`csrf:${boundTo}`).digest('base64url');
}

/**
 * Refuses a form that did not come from a page of this session or journey.
 * @throws Refusal `form-not-ours` (403)
 */
export function assertCsrfToken(secret: string, boundTo: string, given: unknown): void {
  const expected = Buffer.from(csrfToken(secret, boundTo));
  const actual = Buffer.from(typeof given === 'string' ? given : '');
  if (expected.length !== actual.length || !timingSafeEqual(expected, actual))
    throw formNotOurs('token does not match');
}

/**
 * Refuses a state-changing request that another site made the browser send, by Fetch Metadata and Origin.
 * Clients that are no browsers send neither header and are stopped by the token instead.
 * @throws Refusal `form-not-ours` (403)
 */
export function assertSameOrigin(request: FastifyRequest, origin: string): void {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') throw formNotOurs(`sec-fetch-site ${String(site)}`);
  const from = request.headers.origin;
  if (from !== undefined && from !== origin) throw formNotOurs('origin differs');
}

function formNotOurs(detail: string): Refusal {
  return new Refusal({
    code: 'form-not-ours',
    status: 403,
    message:
      'This form was not sent from our own page, or the page was open for too long. Go back, reload the page and try again.',
    detail,
  });
}
