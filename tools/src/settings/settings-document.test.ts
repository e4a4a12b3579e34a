import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { SETTINGS_DOCUMENT, settingSections, withTables } from './settings-document.ts';

test('docs/settings.md says what the schemas say: "npm run settings" would change nothing', () => {
  const document = readFileSync(SETTINGS_DOCUMENT, 'utf8');
  assert.equal(document, withTables(document));
});

test('every section of the reference has its table, and every setting its meaning', () => {
  const document = readFileSync(SETTINGS_DOCUMENT, 'utf8');
  const sections = settingSections();
  assert.ok(Object.values(sections).flat().length > 40, 'the schemas were not read');
  for (const [section, rows] of Object.entries(sections)) {
    assert.ok(document.includes(`<!-- settings: ${section} -->`), section);
    for (const { name, says } of rows) assert.ok(says.length > 5 && !says.includes('|'), name);
  }
});

test('what was written into a table by hand goes, what stands between the tables stays', () => {
  const drifted = withTables('words\n<!-- settings: api -->\n| `NO_SUCH` | | |\n<!-- end -->\nmore words');
  assert.match(
    drifted,
    /^words\n<!-- settings: api -->\n\| setting \|[\s\S]*\| `API_PORT` \| `3001` \|[\s\S]*<!-- end -->\nmore words$/,
  );
  assert.doesNotMatch(drifted, /NO_SUCH/);
});
