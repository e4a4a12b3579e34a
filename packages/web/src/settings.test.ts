import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { originSetting, portSetting, readSettings, SettingsError, switchSetting, withOwnOrigin } from './settings.ts';

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

test('an origin follows its port, unless it is set or the port is none', () => {
  assert.equal(withOwnOrigin({ PORTAL_PORT: '5070' }, 'PORTAL').PORTAL_ORIGIN, 'http://localhost:5070');
  assert.equal(
    withOwnOrigin({ PORTAL_PORT: '1', PORTAL_ORIGIN: 'https://x.example' }, 'PORTAL').PORTAL_ORIGIN,
    'https://x.example',
  );
  for (const PORTAL_PORT of ['0', 'abc', '99999', ''])
    assert.equal(withOwnOrigin({ PORTAL_PORT }, 'PORTAL').PORTAL_ORIGIN, undefined);
});
