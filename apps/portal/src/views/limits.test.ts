import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startTestPortal } from '../testing/test-portal.ts';

test('whoever sends too many requests reads a page that says so; health is answered all the same', async () => {
  const portal = await startTestPortal({}, { REQUESTS_PER_ADDRESS: '2' });
  const ask = (url: string) => portal.app.inject({ url, remoteAddress: '192.0.2.7' });
  for (let count = 0; count < 2; count += 1) assert.equal((await ask('/')).statusCode, 200);
  const refused = await ask('/');
  assert.equal(refused.statusCode, 429);
  assert.match(refused.body, /Too many requests[\s\S]*Please wait \d+ (seconds|minutes)/);
  assert.ok(Number(refused.headers['retry-after']) > 0);
  assert.equal((await ask('/health/ready')).statusCode, 200);
  assert.deepEqual((await ask('/health/ready')).json(), { status: 'ready', dependencies: { sessions: 'up' } });
  await portal.close();
});
