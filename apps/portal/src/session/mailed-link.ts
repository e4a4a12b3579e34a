import { assertCsrfToken, assertSameOrigin, CSRF_FIELD, csrfToken } from '@surety/web';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { PortalServices } from '../services.ts';
import { type FormFields, fieldsOf } from './guard-form.ts';

/** Name of the hidden field that takes the token out of the address. */
export const TOKEN_FIELD = 'link_token';

/** What a token of the api looks like; anything else is a link that was cut or mistyped. */
const TOKEN = /^[\w-]{43}$/;

type Needs = Pick<PortalServices, 'origin' | 'browserMark' | 'sessionSecret'>;

/** The token in the path of a mailed link; `undefined` when it was cut or mistyped. */
export function linkToken(request: FastifyRequest): string | undefined {
  const { token } = request.params as { token: string };
  return TOKEN.test(token) ? token : undefined;
}

/** CSRF token for the form that a mailed link opens; it is bound to this browser, because nobody is signed in. */
export function linkFormToken(
  { browserMark, sessionSecret }: Needs,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
  purpose: string,
): string {
  return csrfToken(sessionSecret, `${purpose}:${browserMark.readOrSet(request, reply)}`);
}

/**
 * Refuses a form that does not come from the page this browser was shown.
 * @throws Refusal `form-not-ours` (403)
 */
export function guardLinkForm(
  { origin, browserMark, sessionSecret }: Needs,
  request: FastifyRequest,
  purpose: string,
): FormFields & { token: string } {
  assertSameOrigin(request, origin);
  const fields = fieldsOf(request);
  assertCsrfToken(sessionSecret, `${purpose}:${browserMark.read(request) ?? ''}`, fields[CSRF_FIELD]);
  return { ...fields, token: fields[TOKEN_FIELD] ?? '' };
}

/**
 * The path holds the token, so it goes into no `Referer`, not even ours. Not "no-referrer": with it Chromium sends
 * `Origin: null` with our own form.
 */
export function withoutReferrer(reply: FastifyReply): void {
  reply.header('referrer-policy', 'strict-origin');
}
