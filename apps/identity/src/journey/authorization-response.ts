import type { AuthorizationRequest } from '../authorize/authorization-request.ts';

/** How an application gets its answer: by a redirect, or by a form that the browser posts (OAuth Form Post Mode). */
export type AuthorizationResponse =
  | { mode: 'redirect'; url: string }
  | { mode: 'form_post'; action: string; fields: readonly (readonly [name: string, value: string])[] };

/** Where an answer goes: parts of a request that are known even when the rest of it is refused. */
export type AnswerAddress = Pick<AuthorizationRequest, 'redirectUri' | 'responseMode' | 'state' | 'responseIssuer'>;

/** Addresses an answer: its members and the request's `state`, which comes back verbatim (RFC 6749 4.1.2). */
export function authorizationResponse(
  { redirectUri, responseMode, state, responseIssuer }: AnswerAddress,
  members: Record<string, string | number>,
): AuthorizationResponse {
  const fields = Object.entries(members).map(([name, value]) => [name, String(value)] as const);
  if (state !== undefined) fields.push(['state', state]);
  if (responseIssuer !== undefined) fields.push(['iss', responseIssuer]);
  if (responseMode === 'form_post') return { mode: 'form_post', action: redirectUri, fields };
  const parameters = new URLSearchParams(fields.map(([name, value]) => [name, value])).toString();
  if (responseMode === 'fragment') return { mode: 'redirect', url: `${redirectUri}#${parameters}` };
  return { mode: 'redirect', url: `${redirectUri}${redirectUri.includes('?') ? '&' : '?'}${parameters}` };
}
