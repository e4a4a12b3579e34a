import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { findUserNameFault, parseUserName } from './user-name.ts';

describe('a user name', () => {
  test('is found in any letter case, without spaces at its ends', () => {
    assert.equal(parseUserName('  Ada.Lovelace '), 'ada.lovelace');
    assert.equal(parseUserName("o'brien+1"), "o'brien+1", 'an import may bring what B2C takes');
  });

  for (const [what, text] of [
    ['an address', 'ada@demo.example'],
    ['nothing', ' '],
    ['dots at its ends', '.ada'],
    ['two dots in a row', 'ada..l'],
    ['letters that look like those of English', 'аda'],
    ['an accent', 'adá'],
    ['a space', 'ada l'],
    ['65 characters', 'a'.repeat(65)],
    ['a control character', 'ada\u0000'],
  ] as const) {
    test(`is not ${what}`, () => assert.equal(parseUserName(text), undefined));
  }

  for (const [what, text, fault] of [
    ['nothing', ' ', 'missing'],
    ['an address', 'ada@demo.example', 'address'],
    ['a letter that only looks like one of English', 'аda', 'letters'],
    ['two characters', 'ad', 'length'],
    ['65 characters', 'a'.repeat(65), 'length'],
    ['a hyphen at its end', 'ada-', 'marks'],
    ['two dots in a row', 'ada..l', 'marks'],
    ['a reserved name', 'Admin', 'reserved'],
    ['a reserved name in disguise', 'adm1n', 'reserved'],
    ['a reserved name with marks between', 'sup-p0rt', 'reserved'],
    ['the name of the tenant', 'c0ntoso', 'reserved'],
    ['the house with one of its offices', 'contoso-supp0rt', 'reserved'],
    ['several offices as one', 'help_desk.Admin', 'reserved'],
    ['a numbered office', 'Support-24', 'reserved'],
  ] as const) {
    test(`cannot be chosen when it is ${what}`, () => assert.equal(findUserNameFault(text, ['contoso']), fault));
  }

  test('may be chosen with letters, digits, dots, hyphens and underscores', () => {
    for (const text of ['ada', 'Ada.L-1815_x', '1234', 'ada.helper', 'usher7'])
      assert.equal(findUserNameFault(text), undefined);
  });
});
