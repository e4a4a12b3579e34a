import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

/** The rows of a document's tables: what it is about, a second cell, and the test in the third. */
function rowsOf(document: string) {
  return readFileSync(new URL(`../../../docs/${document}`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| ') && !/^\| (behaviour|attack) \|/.test(line))
    .map((line) => {
      const [, behaviour = '', state = '', proof = ''] = line.split('|').map((cell) => cell.trim());
      const [, file, name] = /^`+([\w./-]+\.test\.ts): (.+?)`+$/.exec(proof) ?? [];
      return { behaviour, state, proof, file, name };
    });
}

const ROWS = rowsOf('parity.md');
const ATTACKS = rowsOf('attacks.md');

/** Whether the test file has a test, or a case of a table of tests, of this name. */
function isNamedIn(source: string, name: string): boolean {
  return ["'", '"', '`'].some((quote) => source.includes(`${quote}${name}${quote}`));
}

test('every row of the parity table is real, an extension or not done', () => {
  assert.ok(ROWS.length > 50);
  for (const { behaviour, state } of ROWS) assert.match(state, /^(real|extension|not done)$/, behaviour);
});

test('every attack has a rule', () => {
  assert.ok(ATTACKS.length > 40);
  for (const { behaviour, state } of ATTACKS) assert.notEqual(state, '', behaviour);
});

test('what is not done names no test, and every other row one that exists', () => {
  for (const { behaviour, state, proof, file, name } of [...ROWS, ...ATTACKS]) {
    if (state === 'not done') {
      assert.equal(proof, '', behaviour);
      continue;
    }
    assert.ok(file !== undefined && name !== undefined, `${behaviour}: names no test`);
    const source = readFileSync(new URL(file, import.meta.url), 'utf8');
    assert.ok(isNamedIn(source, name), `${behaviour}: ${file} has no test "${name}"`);
  }
});

test('a name that no test has is not found', () => {
  const source = "test('a rule', () => {});";
  assert.deepEqual(
    [isNamedIn(source, 'a rule'), isNamedIn(source, 'a rul'), isNamedIn(source, 'rule')],
    [true, false, false],
  );
});
