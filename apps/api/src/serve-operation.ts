import type { Operation } from '@surety/api-contract';
import { type Limit, limitSubject, type RateLimiter } from '@surety/web';
import type { FastifyInstance, FastifyRequest, RouteOptions } from 'fastify';
import { z } from 'zod';
import { type BearerReader, bearerOf, type Caller } from './access/bearer.ts';
import { requireRole, requireScope } from './access/requirement.ts';
import { onlyOnce, type RequestIdentity } from './idempotency/only-once.ts';
import type { ApiMetrics } from './metrics.ts';
import type { Services } from './services.ts';

/** What a handler is given: exactly what the contract says that the operation takes. */
export type OperationInput<Of extends Operation> = {
  parameters: Of extends { parameters: infer Parameters extends z.ZodType } ? z.output<Parameters> : unknown;
  body: Of extends { body: infer Body extends z.ZodType } ? z.output<Body> : unknown;
  /** A cursor and a page size, of lists alone. */
  query: Of extends { query: infer Query extends z.ZodType } ? z.output<Query> : unknown;
  ifMatch: string | undefined;
  /** What to work with: of a request that may be repeated, bound to the one transaction that also keeps its answer. */
  services: Services;
  caller: Of extends { requirement: object } ? Caller : undefined;
  /** The bearer token itself, verified: to be exchanged for another, never to be written down or passed on. */
  bearer: Of extends { requirement: object } ? string : undefined;
};

/** What a handler answers. */
export type OperationAnswer<Of extends Operation> = {
  body: z.input<Of['success']['schema']>;
  etag?: string;
  /** Under which name a document is kept by whoever asks for it. */
  fileName?: string;
};

type Handler<Of extends Operation> = (input: OperationInput<Of>) => OperationAnswer<Of> | Promise<OperationAnswer<Of>>;

/** Who may ask, and how often one person may. */
export type Guard = { readBearer: BearerReader; limiter: RateLimiter; limit: Limit; metrics: ApiMetrics };

/** Serves an operation of the contract: its method, path, schemas and guard, then `handle`. */
export type OperationServer = <Of extends Operation>(operation: Of, handle: Handler<Of>) => void;

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller | undefined;
  }
}

/** Makes the function by which `routes.ts` binds operations to what they do. */
export function createOperationServer(app: FastifyInstance, services: Services, guard: Guard): OperationServer {
  app.decorateRequest('caller', undefined);
  return (operation, handle) => {
    app.route({
      method: operation.method,
      url: operation.path.replace(/\{(\w+)\}/g, ':$1'),
      schema: schemaOf(operation),
      ...guardOf(operation, guard),
      handler: async (request, reply) => {
        const input = inputOf(request);
        const { answer, isRepeated } = await onlyOnce(services, identityOf(request, operation), (bound) =>
          Promise.resolve(handle({ ...input, services: bound } as OperationInput<typeof operation>)),
        );
        const { body, etag, fileName } = answer;
        if (isRepeated) reply.header('idempotency-replayed', 'true');
        const { status, mediaType } = operation.success;
        if (etag !== undefined) reply.header('etag', etag);
        if (fileName !== undefined) reply.header('content-disposition', `attachment; filename="${fileName}"`);
        if (mediaType !== undefined) reply.type(mediaType);
        reply.code(status);
        return body;
      },
    });
  };
}

// The validator has made the request what the contract says, or this is never reached.
function inputOf({ params, body, query, headers, caller }: FastifyRequest): object {
  const bearer = caller && bearerOf(headers.authorization);
  return { parameters: params, body, query, ifMatch: headers['if-match'], caller, bearer };
}

// What tells a repeated request from another one.
function identityOf(request: FastifyRequest, { method, authorizedBy }: Operation): RequestIdentity | undefined {
  const key = request.headers['idempotency-key'];
  if (method !== 'POST' || key === undefined) return undefined;
  const { caller, url, body, headers } = request;
  // Whoever holds a mailed link is known by its token alone, which stands in the body.
  const who = authorizedBy === 'link' || !caller ? ['link', body] : [caller.token.issuer, caller.token.subject];
  return { key: String(key), who, asks: [method, url, headers['if-match'] ?? '', body ?? null] };
}

// Runs before the body is read: who may not ask is not listened to.
function guardOf({ requirement, authorizedBy }: Operation, guard: Guard): Pick<RouteOptions, 'onRequest'> {
  if (authorizedBy === 'link')
    return { onRequest: async (_request, reply) => void reply.header('cache-control', 'no-store') };
  if (!requirement) return {};
  return {
    onRequest: async (request, reply) => {
      reply.header('cache-control', 'no-store');
      const caller = await guard.readBearer(request.headers.authorization);
      limitSubject(guard, { reply, subject: `${caller.token.issuer} ${caller.token.subject}` });
      requireScope(requirement, caller);
      requireRole(requirement, caller);
      request.caller = caller;
    },
  };
}

function schemaOf({ parameters, query, body, success }: Operation): object {
  return {
    ...(query ? { querystring: toJsonSchema(query) } : {}),
    ...(parameters ? { params: toJsonSchema(parameters) } : {}),
    ...(body ? { body: toJsonSchema(body) } : {}),
    ...(success.mediaType ? {} : { response: { [success.status]: toJsonSchema(success.schema) } }),
  };
}

// Objects come out closed: a member that the contract does not know is refused, never silently dropped, because the
// caller would believe that it counted.
function toJsonSchema(schema: z.ZodType): object {
  const { $schema: _, ...document } = z.toJSONSchema(schema, { target: 'draft-7' });
  return document;
}
