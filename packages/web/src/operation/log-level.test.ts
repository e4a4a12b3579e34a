import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLogger, switchLevelOnSignal } from '../index.ts';

test('SIGUSR2 makes the log fine while the process runs, and the next one makes it as it was', async () => {
  // Node's test runner has the signal write a report as well.
  if (process.report) process.report.reportOnSignal = false;
  const lines: string[] = [];
  const logger = createLogger('test', 'warn', { write: (line) => void lines.push(line) });
  const stop = switchLevelOnSignal(logger);
  const signalled = async () => {
    process.kill(process.pid, 'SIGUSR2');
    await new Promise((resolve) => setTimeout(resolve, 20));
  };
  logger.debug('unheard');
  await signalled();
  logger.child({ request: 1 }).debug('heard');
  await signalled();
  logger.debug('unheard again');
  stop();
  assert.deepEqual(
    lines.map((line) => JSON.parse(line)).map(({ msg, level: _, ...line }) => msg ?? line.level ?? line.event),
    ['log-level', 'heard', 'log-level'],
  );
});
