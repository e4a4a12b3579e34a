import { type BearerChallenge, parseBearerChallenge } from '@surety/oauth';
import type { z } from 'zod';
import type { Operation } from './operation.ts';
import { type OperationName, operations } from './operations.ts';
import type { Problem } from './schemas.ts';

type Operations = typeof operations;

type InputOf<Of extends Operation> = {
  /** Bearer token; public operations need none. */
  token?: string;
  /** Of a POST: sent again with the same key, it is done once and answered as the first time. See `idempotencyKey()`. */
  idempotencyKey?: string;
  /** Aborts the call. */
  signal?: AbortSignal;
} & (Of extends { parameters: infer Parameters extends z.ZodType } ? { parameters: z.input<Parameters> } : unknown) &
  (Of extends { body: infer Body extends z.ZodType } ? { body: z.input<Body> } : unknown) &
  (Of extends { query: infer Query extends z.ZodType } ? { query?: z.input<Query> } : unknown) &
  (Of extends { ifMatch: true } ? { ifMatch: string } : unknown);

/** The answer of an operation: what was asked for, or the refusal with its challenge. */
export type ApiAnswer<Body> =
  | { ok: true; body: Body; etag?: string }
  | {
      ok: false;
      status: number;
      problem: Problem;
      challenge?: BearerChallenge;
      /** Seconds that the api asks to wait before the same is asked again. */
      retryAfterSeconds?: number;
    };

export type ApiClient = {
  [Name in OperationName]: (
    input: InputOf<Operations[Name]>,
  ) => Promise<ApiAnswer<z.output<Operations[Name]['success']['schema']>>>;
};

/** The api did not answer, or not in its own words: a proxy's page, a closed connection, a time-out. */
export class ApiUnavailable extends Error {
  override readonly name = 'ApiUnavailable';
}

export type ApiClientOptions = {
  /** Origin of the api. */
  origin: string;
  fetch?: typeof globalThis.fetch;
  /** Milliseconds to wait for an answer. */
  timeout?: number;
};

type AnyInput = {
  token?: string;
  signal?: AbortSignal;
  parameters?: Record<string, string>;
  query?: Record<string, string | undefined>;
  idempotencyKey?: string;
  body?: unknown;
  ifMatch?: string;
};

/** A function for each operation of the contract. They throw nothing but {@link ApiUnavailable}. */
export function createApiClient(options: ApiClientOptions): ApiClient {
  const entries = Object.entries(operations).map(([name, operation]) => [
    name,
    (input: AnyInput) => call(operation, input, options),
  ]);
  return Object.fromEntries(entries) as ApiClient;
}

async function call(operation: Operation, input: AnyInput, options: ApiClientOptions): Promise<ApiAnswer<never>> {
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(input.parameters?.[name] ?? ''),
  );
  const timeout = AbortSignal.timeout(options.timeout ?? 10_000);
  try {
    const response = await (options.fetch ?? fetch)(`${options.origin}${path}${queryOf(input)}`, {
      method: operation.method,
      headers: headersOf(operation, input),
      signal: input.signal ? AbortSignal.any([input.signal, timeout]) : timeout,
      ...(input.body === undefined ? {} : { body: JSON.stringify(input.body) }),
    });
    return await readAnswer(operation, response);
  } catch (error) {
    throw new ApiUnavailable('the api did not answer', { cause: error });
  }
}

function queryOf({ query = {} }: AnyInput): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
}

function headersOf({ success }: Operation, input: AnyInput): Record<string, string> {
  return {
    accept: `${success.mediaType ?? 'application/json'}, application/problem+json`,
    ...(input.token === undefined ? {} : { authorization: `Bearer ${input.token}` }),
    ...(input.ifMatch === undefined ? {} : { 'if-match': input.ifMatch }),
    ...(input.idempotencyKey === undefined ? {} : { 'idempotency-key': input.idempotencyKey }),
    ...(input.body === undefined ? {} : { 'content-type': 'application/json' }),
  };
}

async function readAnswer({ success }: Operation, response: Response): Promise<ApiAnswer<never>> {
  const isBytes = response.ok && success.mediaType !== undefined;
  const body = (isBytes ? new Uint8Array(await response.arrayBuffer()) : await response.json()) as never;
  if (response.ok) {
    const etag = response.headers.get('etag');
    return { ok: true, body, ...(etag === null ? {} : { etag }) };
  }
  const challenge = parseBearerChallenge(response.headers.get('www-authenticate'));
  const wait = response.headers.get('retry-after') ?? '';
  return {
    ok: false,
    status: response.status,
    problem: body,
    ...(challenge ? { challenge } : {}),
    ...(/^\d{1,6}$/.test(wait) ? { retryAfterSeconds: Number(wait) } : {}),
  };
}
