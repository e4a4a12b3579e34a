import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { verifyAudit } from '../audit/verify-audit.ts';
import { ADA, type Stage, setStage } from '../testing/stage.ts';
import { databaseKinds } from '../testing/test-databases.ts';
import { exportBook } from './export-book.ts';
import { importBook } from './import-book.ts';

const SPOUSE = { kind: 'person', name: 'Max Demo', relationship: 'spouse', bornOn: '1980-01-02' };
const DESIGNATION = [{ class: 'primary', party: SPOUSE, allocation: 10_000, distribution: 'per-capita' }];
const LIFE = {
  email: 'new@demo.example',
  number: 'BK-1',
  kind: 'term-life',
  status: 'in-force',
  insuredName: '=Max "The" Demo',
  insuredBornOn: '1980-01-02',
  coverageAmount: '1000000',
  coverageCurrency: 'USD',
  designation: JSON.stringify(DESIGNATION),
};
const HOME = {
  email: 'ADA@demo.example',
  number: 'BK-2',
  kind: 'home',
  status: 'in-force',
  insuredObject: '1 Street, "A"',
};

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** What is held, without what only waits to be collected. */
function heapInUse(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

for (const { name, make } of databaseKinds) {
  describe(`a book of policies on ${name}`, () => {
    let stage: Stage;
    const folder = mkdtempSync(join(tmpdir(), 'surety-book-'));
    before(async () => {
      stage = await setStage({ database: await make() });
      await stage.register(ADA);
    });
    after(async () => {
      await stage.strike();
      rmSync(folder, { recursive: true });
    });

    const file = (ending: string, text: string): string => {
      const path = join(folder, `book-${Math.random()}.${ending}`);
      writeFileSync(path, text);
      return path;
    };
    const lines = (...rows: object[]) => file('jsonl', rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
    const load = (path: string, isDryRun = false) => importBook(stage.services, { file: path, isDryRun });
    const exported = async (format: 'csv' | 'jsonl') => {
      let text = '';
      for await (const some of exportBook(stage.db, format)) text += some;
      return text;
    };
    const counts = async () => {
      const [policies, waiting] = [
        await stage.db.selectFrom('api_policy').select('number').execute(),
        await stage.db.selectFrom('api_book_row').select('line').execute(),
      ];
      return [policies.length, waiting.length];
    };

    test('with one bad row is named by line and field, and nothing is imported', async () => {
      const before = await counts();
      const bad = {
        ...LIFE,
        number: 'BK-9',
        kind: 'pet',
        coverageAmount: '12.5',
        startsOn: '2026-02-30',
        designation: '[{}]',
      };
      const outcome = await load(lines(HOME, bad));
      assert.ok('problems' in outcome);
      assert.deepEqual(
        outcome.problems.map(({ line, field }) => `${line} ${field}`),
        ['2 kind', '2 coverageAmount', '2 startsOn', '2 designation'],
      );
      for (const [book, says] of [
        [lines(HOME, { ...LIFE, number: 'BK-2' }), '2 number'],
        [lines(HOME, { ...LIFE, number: 'SUR-100001' }), '2 number'],
        [lines(HOME, { ...LIFE, colour: 'red' }), '2 colour'],
        [lines(HOME, { ...HOME, number: 'BK-3', designation: DESIGNATION }), '2 designation'],
        [file('jsonl', `${JSON.stringify(HOME)}\nno json\n`), '2 '],
        [
          file(
            'csv',
            'email,number,kind,status\na@demo.example,BK-3,home,in-force\nb@demo.example,BK 4,home,in-force\n',
          ),
          '3 number',
        ],
        [file('json', JSON.stringify([HOME, { ...LIFE, kind: 'pet' }])), '2 kind'],
        [file('json', JSON.stringify([HOME, 'no object'])), '2 '],
        [file('json', `[${JSON.stringify(HOME)},{`), '2 '],
        [file('json', JSON.stringify(HOME)), '1 '],
        [file('txt', ''), '0 '],
      ] as const) {
        const refused = await load(book);
        assert.ok('problems' in refused, says);
        assert.deepEqual(
          refused.problems.map(({ line, field }) => `${line} ${field}`),
          [says],
        );
      }
      assert.deepEqual(await counts(), before);
    });

    test('is judged and counted by a dry run, which records nothing', async () => {
      const before = await counts();
      assert.deepEqual(await load(lines(LIFE, HOME), true), { policies: 2, policyholders: 2 });
      assert.deepEqual(await counts(), before);
    });

    test('may be one JSON array as well', async () => {
      const book = file('json', JSON.stringify([LIFE, { ...HOME, designation: [] }], null, 2));
      assert.deepEqual(await load(book, true), { policies: 2, policyholders: 2 });
    });

    for (const ending of ['csv', 'jsonl', 'json'])
      test(`that is not there, as .${ending}, is said to be so`, async () => {
        await assert.rejects(load(join(folder, `nowhere.${ending}`)), { code: 'ENOENT' });
      });

    for (const ending of ['jsonl', 'json'] as const)
      test(`as .${ending} is never in memory as a whole`, async () => {
        const rows = Array.from({ length: 12_000 }, (_, index) => JSON.stringify({ ...LIFE, number: `FLAT-${index}` }));
        const text = ending === 'json' ? `[${rows.join(',')}]` : rows.join('\n');
        const used: number[] = [];
        const progress = (_step: string, done: number): void => {
          if (done % 4_000 === 0) used.push(heapInUse());
        };
        const outcome = await importBook(stage.services, { file: file(ending, text), isDryRun: true, progress });
        assert.deepEqual(outcome, { policies: 12_000, policyholders: 1 });
        // All rows would be about 10 MB.
        const growth = Math.max(...used) - (used[0] ?? 0);
        assert.ok(growth < 4e6, `grew by ${growth} bytes`);
      });

    test('gives known people their policies at once, others at their first sign-in, and the audit stays whole', async () => {
      assert.deepEqual(await load(lines(LIFE, HOME)), { policies: 2, policyholders: 2 });
      assert.equal((await stage.policy(ADA, 'BK-2')).insuredObject?.description, '1 Street, "A"');
      const max = { sub: 'max', emails: ['new@demo.example'] };
      await stage.register(max);
      assert.equal((await stage.policy(max, 'BK-1')).insured?.name, '=Max "The" Demo');
      assert.equal((await verifyAudit(stage.db)).intact, true);
      assert.equal((await counts())[1], 0);
    });

    test('of more rows than one batch holds, with one policyholder across its border, is taken whole', async () => {
      const rows = Array.from({ length: 2_300 }, (_, index) => ({
        ...HOME,
        email: index > 900 && index < 1_100 ? 'm@many.example' : `p${String(index).padStart(5, '0')}@many.example`,
        number: `MANY-${index}`,
      }));
      assert.deepEqual(await load(lines(...rows)), { policies: 2_300, policyholders: 2_102 });
      assert.equal((await verifyAudit(stage.db)).intact, true);
    });

    test('of more rows than are judged at once names what clashes across the border, and what clashes far behind it', async () => {
      const numbered = (index: number) => `CLASH-${String(index).padStart(5, '0')}`;
      const rows = Array.from({ length: 4_500 }, (_, index) => ({ ...HOME, number: numbered(index) }));
      const outcome = await load(
        lines(...rows, { ...HOME, number: numbered(1_999) }, { ...HOME, number: numbered(4_400) }),
      );
      assert.ok('problems' in outcome);
      assert.deepEqual(
        outcome.problems.map(({ line, field }) => `${line} ${field}`),
        ['4501 number', '4502 number'],
      );
    });

    for (const format of ['csv', 'jsonl'] as const) {
      test(`is exported as ${format} and, imported elsewhere, is the same book`, async () => {
        const text = await exported(format);
        const elsewhere = await setStage({ database: await make() });
        try {
          await elsewhere.db.deleteFrom('api_premium').execute();
          await elsewhere.db.deleteFrom('api_policy').execute();
          const outcome = await importBook(elsewhere.services, { file: file(format, text) });
          assert.ok('policies' in outcome, JSON.stringify(outcome));
          let back = '';
          for await (const some of exportBook(elsewhere.db, format)) back += some;
          assert.deepEqual(back.split('\n').sort(), text.split('\n').sort());
        } finally {
          await elsewhere.strike();
        }
      });
    }

    test('whose address several policyholders have is refused at its line', async () => {
      for (const subject of ['one', 'other']) await stage.register({ sub: subject, emails: ['twins@demo.example'] });
      const rows = Array.from({ length: 2_100 }, (_, index) => ({ ...HOME, number: `TWIN-${index}` }));
      const outcome = await load(lines(...rows, { ...HOME, number: 'TWIN', email: 'twins@demo.example' }));
      assert.ok('problems' in outcome);
      assert.deepEqual(
        outcome.problems.map(({ line, message }) => `${line} ${message}`),
        ['2101 several policyholders have twins@demo.example.'],
      );
    });
  });
}
