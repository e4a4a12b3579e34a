import type { Refusal } from './refusal.ts';

/** Body of a refusal, RFC 9457. `code` is stable; `violations` name the fields of a rejected body. */
export type ProblemDetails = {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  /** The request's id, for the one who asks us. */
  instance: string;
  violations?: readonly { field: string; code: string; message: string }[];
};

export const PROBLEM_MEDIA_TYPE = 'application/problem+json';

const TITLES: Record<number, string> = {
  400: 'Bad request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Conflict',
  410: 'Gone',
  412: 'Precondition failed',
  413: 'Content too large',
  415: 'Unsupported media type',
  422: 'Unprocessable content',
  428: 'Precondition required',
  429: 'Too many requests',
  500: 'Internal error',
  503: 'Service unavailable',
};

/** Renders a refusal as problem details. */
export function problemDetails(refusal: Refusal, requestId: string): ProblemDetails {
  return {
    type: 'about:blank',
    title: TITLES[refusal.status] ?? 'Refused',
    status: refusal.status,
    detail: refusal.message,
    code: refusal.code,
    instance: `urn:request:${requestId}`,
  };
}
