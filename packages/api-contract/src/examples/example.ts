import type { z } from 'zod';
import type { OperationName, operations } from '../operations.ts';
import type { Problem } from '../schemas.ts';

type Operations = typeof operations;

/** A request, what answers it, and one way in which it is refused, all of demo people. */
export type ExampleOf<Name extends OperationName> = {
  /** What is said to be sent and answered. */
  title: string;
  answer: Operations[Name]['success'] extends { mediaType: string }
    ? undefined
    : z.input<Operations[Name]['success']['schema']>;
} & (Operations[Name] extends { body: infer Body extends z.ZodType } ? { request: z.input<Body> } : unknown) &
  // What is public and takes nothing has nothing to refuse.
  (Operations[Name] extends { requirement: object } | { authorizedBy: 'link' } ? { refusal: Problem } : unknown);

/** An example for each of these operations: TypeScript refuses a list in which one is missing. */
export type ExamplesOf<Names extends OperationName> = { readonly [Name in Names]: ExampleOf<Name> };

/** What any example may hold. */
export type AnyExample = { title: string; request?: unknown; answer: unknown; refusal?: Problem };

/** The body of a refusal (RFC 9457), as the api writes it. */
export function refused(status: number, code: string, detail: string): Problem {
  const title = TITLES[status] ?? 'Refused';
  return {
    type: 'about:blank',
    title,
    status,
    detail,
    code,
    instance: 'urn:request:0b6e2f5c-3f0e-4d7c-9a55-3f9f4c0c1a01',
  };
}

const TITLES: Record<number, string> = {
  400: 'Bad request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not found',
  409: 'Conflict',
  410: 'Gone',
  412: 'Precondition failed',
  422: 'Unprocessable content',
  503: 'Service unavailable',
};
