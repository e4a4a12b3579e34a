import { assertCsrfToken, assertSameOrigin, CSRF_FIELD, Refusal } from '@surety/web';
import type { FastifyRequest } from 'fastify';
import type { PortalServices } from '../services.ts';

type Needs = Pick<PortalServices, 'sessions' | 'origin' | 'sessionSecret'>;

/** Fields of a posted form; of a field that was sent twice, the last. */
export type FormFields = Record<string, string>;

/** Reads the fields of a posted form. */
export function fieldsOf(request: FastifyRequest): FormFields {
  const body = typeof request.body === 'object' && request.body !== null ? request.body : {};
  const entries = Object.entries(body).map(([name, value]): [string, string] => [
    name,
    String(Array.isArray(value) ? value.at(-1) : value),
  ]);
  return Object.fromEntries(entries);
}

/**
 * Refuses a form that does not come from a page of this session.
 * @throws Refusal `form-not-ours` (403)
 */
export function guardForm(services: Needs, request: FastifyRequest): FormFields {
  assertSameOrigin(request, services.origin);
  const binding = services.sessions.csrfBinding(request);
  const fields = fieldsOf(request);
  assertCsrfToken(services.sessionSecret, binding, fields[CSRF_FIELD]);
  // Without a cookie anybody could compute nothing, but neither is the form bound to anyone.
  if (binding === '') throw notSignedIn();
  return fields;
}

function notSignedIn(): Refusal {
  const message = 'You are not signed in any more. Go back, reload the page and try again.';
  return new Refusal({ code: 'form-not-ours', status: 403, message });
}
