import { z } from 'zod';
import type { AnyExample } from './examples/example.ts';
import { examples } from './examples/examples.ts';
import type { Operation } from './operation.ts';
import { type OperationName, operations } from './operations.ts';
import { problemSchema } from './schemas.ts';
import { SCOPES } from './scopes.ts';

const REFUSALS: Record<number, string> = {
  400: 'The request could not be read',
  401: 'No valid token, or its authentication does not suffice; `WWW-Authenticate` says which (RFC 6750, RFC 9470)',
  403: 'The token lacks the scope or the role',
  404: 'There is no such thing of the caller',
  409: 'The policy is in a state in which this is not possible, or the link was used before',
  410: 'The draft, or the link, has expired',
  412: 'The policy has changed meanwhile',
  422: 'A rule of designations is broken; `violations` name the fields',
  428: '`If-Match` is missing',
  503: 'A service that this rests on does not answer, or asks for patience; `Retry-After` says for how long',
};

/** The OpenAPI 3.1 document of the whole contract. */
export function openapiDocument(server: string): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const [name, operation] of Object.entries<Operation>(operations)) {
    paths[operation.path] ??= {};
    Object.assign(paths[operation.path] ?? {}, {
      [operation.method.toLowerCase()]: describe(name as OperationName, operation),
    });
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Surety API', version: '1', description: "A policyholder's policies, and changes to them." },
    servers: [{ url: server }],
    paths,
    components: {
      schemas: { Problem: toJsonSchema(problemSchema) },
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: scopesInWords() },
      },
    },
  };
}

function describe(operationId: OperationName, operation: Operation): object {
  const { requirement, body, success } = operation;
  const example: AnyExample = examples[operationId];
  const statuses = [400, ...(requirement ? [401, 403] : []), ...(operation.refusals ?? [])];
  return {
    operationId,
    summary: operation.summary,
    security: requirement ? [{ bearer: [requirement.scope] }] : [],
    ...(operation.authorizedBy ? { 'x-authorized-by': operation.authorizedBy } : {}),
    ...(requirement?.role ? { 'x-required-role': requirement.role } : {}),
    ...(requirement?.proof ? { 'x-required-proof': requirement.proof } : {}),
    parameters: parametersOf(operation),
    ...(body
      ? { requestBody: { required: true, content: { 'application/json': content(body, example, example.request) } } }
      : {}),
    responses: {
      [success.status]: {
        description: 'Done',
        content: success.mediaType
          ? { [success.mediaType]: {} }
          : { 'application/json': content(success.schema, example, example.answer) },
      },
      ...Object.fromEntries(statuses.map((status) => [status, refusal(status, example)])),
    },
  };
}

function parametersOf({ method, parameters, query, ifMatch }: Operation): object[] {
  const inPath = Object.entries(parameters?.shape ?? {}).map(([name, schema]) => ({
    name,
    in: 'path',
    required: true,
    schema: toJsonSchema(schema as z.ZodType),
  }));
  const header = {
    name: 'If-Match',
    in: 'header',
    required: true,
    schema: { type: 'string' },
    description: 'The `ETag` that was read',
  };
  const inQuery = Object.entries(query?.shape ?? {}).map(([name, schema]) => ({
    name,
    in: 'query',
    required: false,
    schema: toJsonSchema(schema as z.ZodType),
  }));
  return [...inPath, ...inQuery, ...(ifMatch ? [header] : []), ...(method === 'POST' ? [IDEMPOTENCY_KEY] : [])];
}

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  schema: { type: 'string', maxLength: 200 },
  description:
    'Chosen by the caller, such as a random UUID. The same request sent again within a day with the same key is done once and answered as the first time, with `Idempotency-Replayed: true`; another request with it is refused (422)',
};

// Named examples (OpenAPI 3.1, "Media Type Object"): the title says what the value is about.
function content(schema: z.ZodType, { title }: AnyExample, value: unknown): object {
  return { schema: toJsonSchema(schema), examples: { usual: { summary: title, value } } };
}

function refusal(status: number, { refusal: problem }: AnyExample): object {
  const schema = { $ref: '#/components/schemas/Problem' };
  const shown = problem?.status === status ? { examples: { [problem.code]: { value: problem } } } : {};
  return {
    description: REFUSALS[status] ?? 'Refused',
    content: { 'application/problem+json': { schema, ...shown } },
  };
}

function toJsonSchema(schema: z.ZodType): object {
  const { $schema: _, ...document } = z.toJSONSchema(schema, { target: 'draft-2020-12' });
  return document;
}

function scopesInWords(): string {
  return Object.entries(SCOPES)
    .map(([scope, meaning]) => `\`${scope}\`: ${meaning}.`)
    .join(' ');
}
