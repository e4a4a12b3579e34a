import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLogger, createWebServer } from './index.ts';

const body = {
  type: 'object',
  properties: { share: { type: 'number' } },
  required: ['share'],
  additionalProperties: false,
};

function server(exactBodies: boolean) {
  const logger = createLogger('test', 'silent');
  const app = createWebServer({ origin: 'http://localhost:1', logger, pages: false, exactBodies });
  app.post('/', { schema: { body } }, (request) => request.body);
  return app;
}

test('takes exact bodies as they are: another type is refused, and so is what is not known', async () => {
  const app = server(true);
  const status = async (payload: object) => (await app.inject({ method: 'POST', url: '/', payload })).statusCode;
  assert.equal(await status({ share: 1 }), 200);
  assert.equal(await status({ share: '1' }), 400);
  assert.equal(await status({ share: 1, more: true }), 400);
});

test('answers an address that cannot be read in its own manner, with the headers of every answer', async () => {
  const logger = createLogger('test', 'silent');
  for (const [pages, mediaType] of [
    [true, 'text/plain; charset=utf-8'],
    [false, 'application/problem+json; charset=utf-8'],
  ] as const) {
    const app = createWebServer({ origin: 'http://localhost:1', logger, pages });
    const response = await app.inject('/%ff');
    assert.equal(response.statusCode, 400);
    assert.equal(response.headers['content-type'], mediaType);
    assert.equal(response.headers['x-content-type-options'], 'nosniff');
    assert.equal(response.headers['x-frame-options'], pages ? 'DENY' : undefined);
    assert.match(response.body, /This address cannot be read/);
  }
});
