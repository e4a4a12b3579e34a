import type { ApiAnswer } from './api-client.ts';
import type { Problem } from './schemas.ts';

/** A refusal where only good answers are of use. */
export class ApiRefused extends Error {
  override readonly name = 'ApiRefused';
  readonly status: number;
  /** Problem details (RFC 9457); `code` is stable. */
  readonly problem: Problem;

  constructor({ status, problem }: { status: number; problem: Problem }) {
    super(problem.detail);
    this.status = status;
    this.problem = problem;
  }
}

/**
 * Reads a list page by page, for as long as somebody wants more:
 * `for await (const { policies } of pagesOf((cursor) => client.listPolicies({ token, query: { cursor } }))) …`
 * @throws ApiRefused, ApiUnavailable
 */
export async function* pagesOf<Body extends { next?: string | undefined }>(
  read: (cursor: string | undefined) => Promise<ApiAnswer<Body>>,
): AsyncGenerator<Body> {
  let cursor: string | undefined;
  do {
    const answer = await read(cursor);
    if (!answer.ok) throw new ApiRefused(answer);
    yield answer.body;
    cursor = answer.body.next;
  } while (cursor !== undefined);
}

/** A new `Idempotency-Key`: choose one for each thing to be done, and keep it for every attempt at doing it. */
export function idempotencyKey(): string {
  return crypto.randomUUID();
}
