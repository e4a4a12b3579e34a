import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { originSetting, portSetting, readSettings, SettingsError, switchSetting } from './settings.ts';

const schema = z.object({ PORT: portSetting.default(3000), ORIGIN: originSetting, DEMO: switchSetting.default(true) });

test('reads settings and their defaults', () => {
  assert.deepEqual(readSettings(schema, { ORIGIN: 'http://localhost:3000', UNRELATED: 'x' }), {
    PORT: 3000,
    ORIGIN: 'http://localhost:3000',
    DEMO: true,
  });
});

test('names a missing setting', () => {
  assert.throws(() => readSettings(schema, {}), new SettingsError('The setting ORIGIN is missing.'));
});

test('takes an empty variable as missing', () => {
  assert.throws(() => readSettings(schema, { ORIGIN: '' }), /The setting ORIGIN is missing/);
});

test('names every wrong setting and says what a right one looks like', () => {
  assert.throws(
    () => readSettings(schema, { PORT: '70000', ORIGIN: 'http://localhost:3000/', DEMO: 'yes' }),
    (error: Error) =>
      /PORT is wrong: a port is a number/.test(error.message) &&
      /ORIGIN is wrong: an origin is scheme/.test(error.message) &&
      /DEMO is wrong: write true or false/.test(error.message),
  );
});
