import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLogger } from './request-log.ts';

test('a logger writes JSON lines to the destination it is given, without passwords', () => {
  const lines: string[] = [];
  const logger = createLogger('test', 'info', { write: (line) => void lines.push(line) });
  logger.info({ event: 'tried', form: { password: 'hidden', name: 'shown' } });
  logger.debug({ event: 'too-fine' });
  const [line] = lines.map((text) => JSON.parse(text) as Record<string, unknown>);
  assert.equal(lines.length, 1);
  assert.deepEqual([line?.app, line?.event, line?.form], ['test', 'tried', { name: 'shown' }]);
});
