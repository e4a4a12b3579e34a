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
