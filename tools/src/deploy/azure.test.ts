import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const read = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
const SECRET = /^(.*-secret|.*-url)$/;

test('Azure Container Apps: settings that the apps have, and no secret by value', () => {
  const bicep = read('deploy/azure/main.bicep');
  // The reference is made from the schemas of the apps, so a name that is not in it exists nowhere.
  const reference = read('docs/settings.md');
  const settings = [...bicep.matchAll(/\{ name: '([A-Z_]+)', value: /g)].map(([, name = '']) => name);
  const secrets = [...bicep.matchAll(/secrets: .*/g)].flatMap(([line]) =>
    [...line.matchAll(/'([a-z-]+)'/g)].map(([, name = '']) => name),
  );
  assert.ok(settings.length >= 10 && secrets.length >= 8, 'the file is not read as it is written');
  const asSetting = (secret: string) => secret.toUpperCase().replaceAll('-', '_');
  const unknown = [...settings, ...secrets.map(asSetting)].filter((name) => !reference.includes(`\`${name}\``));
  assert.deepEqual(unknown, []);
  assert.ok(secrets.every((name) => SECRET.test(name)));
  assert.deepEqual(
    settings.filter((name) => /(SECRET|DATABASE_URL|REDIS_URL|SMTP_URL)$/.test(name)),
    [],
  );
});
