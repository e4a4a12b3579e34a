import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');

function settingsOf(app: string): string[] {
  return [...read(`apps/${app}/src/config.ts`).matchAll(/^ {2}([A-Z][A-Z0-9_]+):/gm)].map(([, name = '']) => name);
}

test('docs/settings.md names every setting of every app, and none that does not exist', () => {
  const document = read('docs/settings.md');
  const tables = document.split('## A real Azure AD B2C tenant')[0] ?? '';
  const known = new Set(['portal', 'api', 'identity'].flatMap(settingsOf));
  const rows = tables.split('\n').filter((line) => line.startsWith('| `'));
  const described = new Set(
    rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([A-Z0-9_]+)`/g)].map(([, name = '']) => name)),
  );
  assert.ok(known.size > 40, 'the schemas were not read');
  assert.deepEqual(
    [...known].filter((name) => !described.has(name)),
    [],
    'a setting is not described',
  );
  assert.deepEqual(
    [...described].filter((name) => !known.has(name)),
    [],
    'a described setting does not exist',
  );
});
