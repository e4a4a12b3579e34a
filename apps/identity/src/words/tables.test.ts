import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { PASSWORD_RULES } from '../accounts/password-rule.ts';
import { USER_NAME_LENGTH } from '../accounts/user-name.ts';
import { ENGLISH } from './english/english.ts';
import { SPANISH } from './spanish/spanish.ts';

/** What is put into a text that wants values; each is found again in what it says. */
const VALUES: Readonly<Record<string, readonly unknown[]>> = {
  'dates.day': [new Date('2026-03-01T12:00:00Z')],
  'dates.moment': [new Date('2026-03-01T12:00:00Z')],
  'passwords.hint': [PASSWORD_RULES.strong],
  'passwords.faults.length': [PASSWORD_RULES.strong],
  'passwords.faults.digits': [],
  'passwords.faults.classes': [PASSWORD_RULES.strong],
  'passwords.faults.common': [],
  'userNames.newHint': [USER_NAME_LENGTH],
  'userNames.faults.length': [USER_NAME_LENGTH],
  'securityMail.factorAdded': ['Harbour', 'passkey'],
  'securityMail.factorReplaced': ['Harbour', 'passkey'],
  'securityMail.factorRemoved': ['passkey'],
};
const ANY_VALUES = ['Harbour', '7319'];

/** Every text of a table by its path; those with values say them. */
function textsOf(table: unknown, path = ''): [path: string, text: string][] {
  if (typeof table === 'string') return [[path, table]];
  if (typeof table === 'function') return [[path, say(table(...(VALUES[path] ?? ANY_VALUES)))]];
  return Object.entries(table ?? {}).flatMap(([name, inner]) => textsOf(inner, path === '' ? name : `${path}.${name}`));
}

function say(text: unknown): string {
  return Array.isArray(text) ? text.join('\n') : String(text);
}

const english = new Map(textsOf(ENGLISH));
const spanish = new Map(textsOf(SPANISH));

test('both languages have the same texts, and none is empty', () => {
  assert.deepEqual([...spanish.keys()], [...english.keys()]);
  assert.ok(english.size > 200, `only ${english.size} texts were found`);
  for (const [path, text] of [...english, ...spanish]) assert.notEqual(text.trim(), '', path);
});

test('no text is the same in both languages', () => {
  for (const [path, text] of english) assert.notEqual(spanish.get(path), text, path);
});

test('no Spanish text has a word that only English has', () => {
  const words =
    /\b(the|you|your|and|with|not|this|that|is|are|was|it|of|to|for|from|will|please|sign|back|code|password)\b/i;
  for (const [path, text] of spanish) assert.doesNotMatch(text, words, path);
});

test('what is put into a text stands in both languages', () => {
  for (const [path, text] of english)
    for (const value of ANY_VALUES.filter((one) => text.includes(one)))
      assert.ok(spanish.get(path)?.includes(value), `${path}: ${spanish.get(path)}`);
});

test('no page, step or message holds a sentence of its own', () => {
  for (const [file, source] of sources()) {
    const written = [...source.matchAll(/'[A-Z][a-z][^']*'/g), ...source.matchAll(BETWEEN_TAGS)];
    const own = written.map(([text]) => text).filter((text) => !NOT_READ.includes(text));
    assert.deepEqual(own, [], file);
  }
});

/** Words between two tags of a template. */
const BETWEEN_TAGS = /(?<=<\/?[a-z][a-z0-9]*(?: [^<>]*)?)>[^<>$`{};\n]*[A-Za-z]{2,}[^<>$`{};\n]*<(?=\/?[a-z])/g;

/** The name of the house, and what only programs read. */
const NOT_READ = ['>Surety <', '>identity<', "'Text message'", `'Basic realm="token"'`];
const FOR_DEVELOPERS = /(application|inbox|message|start|viewer)-page\.ts$|developer-assets\.ts$/;

function sources(): [file: string, source: string][] {
  return ['../views/', '../steps/', '../mail/', '../journey/', '../endpoints/', '../single-sign-out/'].flatMap(
    (folder) => {
      const at = new URL(folder, import.meta.url);
      return readdirSync(at)
        .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !FOR_DEVELOPERS.test(name))
        .map((name): [string, string] => [
          `${folder}${name}`,
          withoutComments(readFileSync(new URL(name, at), 'utf8')),
        ]);
    },
  );
}

function withoutComments(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
}
