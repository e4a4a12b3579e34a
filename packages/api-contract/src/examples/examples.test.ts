import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { openapiDocument } from '../openapi.ts';

type Media = { schema: object; examples?: Record<string, { value: unknown }> };
type Content = { content?: Record<string, Media> };
type Described = { operationId: string; security: object[]; requestBody?: Content; responses: Record<string, Content> };

const document = openapiDocument('http://localhost:3001') as {
  paths: Record<string, Record<string, Described>>;
  components: { schemas: { Problem: object } };
};
const described = Object.values(document.paths).flatMap((path) => Object.values(path));
// Formats are asserted by the schemas' own patterns; what no example may do is hold a member that nobody knows.
const judge = new Ajv2020({ strict: false, validateFormats: false });

function valuesOf({ content = {} }: Content): { schema: object; value: unknown }[] {
  return Object.entries(content).flatMap(([mediaType, { schema, examples = {} }]) =>
    Object.values(examples).map(({ value }) => ({
      schema: mediaType === 'application/problem+json' ? document.components.schemas.Problem : schema,
      value,
    })),
  );
}

test('every operation has an example of its request, its answer and a refusal', () => {
  for (const { operationId, requestBody, responses } of described) {
    if (requestBody) assert.equal(valuesOf(requestBody).length, 1, operationId);
    const statuses = Object.entries(responses);
    const good = statuses.filter(([status]) => status < '300').map(([, response]) => response);
    const isDocument = good.some(({ content = {} }) => 'application/pdf' in content);
    assert.equal(good.flatMap(valuesOf).length, isDocument ? 0 : 1, operationId);
    const refusals = statuses.filter(([status]) => status >= '400').flatMap(([, response]) => valuesOf(response));
    // Whether the api answers is not refused to anybody.
    assert.equal(refusals.length, operationId === 'getHealth' ? 0 : 1, operationId);
  }
});

test('every example is what its schema says', () => {
  for (const { operationId, requestBody, responses } of described)
    for (const each of [...(requestBody ? [requestBody] : []), ...Object.values(responses)])
      for (const { schema, value } of valuesOf(each))
        assert.ok(judge.validate(schema, value), `${operationId}: ${judge.errorsText()}`);
});

test('every example of a refusal has the status under which it stands', () => {
  for (const { operationId, responses } of described)
    for (const [status, response] of Object.entries(responses))
      if (status >= '400')
        for (const { value } of valuesOf(response))
          assert.equal(String((value as { status: number }).status), status, operationId);
});
