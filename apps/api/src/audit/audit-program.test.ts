import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, before, describe, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { hashOfLink } from '@surety/database';
import { sql } from 'kysely';
import { ADA, aProposal, BEN, CALM, type Stage, setStage } from '../testing/stage.ts';
import { databaseKinds } from '../testing/test-databases.ts';
import type { RecordedEvent } from './audit-reads-repository.ts';

const PROGRAM = fileURLToPath(new URL('./main.ts', import.meta.url));

type Line = Omit<RecordedEvent, 'at' | 'content'> & { at: string; content: object };

for (const { name, make } of databaseKinds) {
  describe(`npm run audit on ${name}`, () => {
    let stage: Stage;
    before(async () => {
      stage = await setStage({ database: await make(), market: CALM });
      await stage.register(ADA);
      stage.clock.now = new Date('2026-11-24T09:00:00.000Z');
      await stage.register(BEN);
      const draft = await stage.draft(ADA, 'SUR-100001', aProposal());
      await stage.confirm(draft.id, await stage.stepUp(ADA, draft));
    });
    after(() => stage.strike());

    const run = (words: string[], API_DATABASE_URL = stage.database.address) =>
      new Promise<{ code: number; out: string; err: string }>((resolve) => {
        const env = { ...process.env, API_DATABASE_URL };
        execFile(process.execPath, [PROGRAM, ...words], { env }, (error, out, err) =>
          resolve({ code: Number(error?.code ?? 0), out, err }),
        );
      });
    const waiting = async (reader: Stage['db']) => {
      const { rows } = await sql<{ count: number }>`select count(*) as count from pg_locks
        where relation = 'api_audit_event'::regclass and not granted`.execute(reader);
      return rows[0]?.count ?? 0;
    };
    const linesOf = async (...words: string[]) => {
      const { code, out } = await run(['export', ...words]);
      assert.equal(code, 0);
      return out
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as Line);
    };

    test('export writes every event on a line of its own, and each line proves its hash', async () => {
      const lines = await linesOf();
      assert.deepEqual(
        lines.map(({ event }) => event).sort(),
        [
          ...Array<string>(9).fill('policy-recorded'),
          'beneficiaries-changed',
          'endorsement-drafted',
          'policyholder-registered',
          'policyholder-registered',
        ].sort(),
      );
      for (const { hash, ...line } of lines) {
        const content = JSON.stringify(line.content);
        assert.equal(hashOfLink(line.policyholderId, { ...line, at: Date.parse(line.at), content }), hash);
      }
    });

    test('export writes one policyholder, or what happened since a moment', async () => {
      const everything = await linesOf();
      const id = everything.find(({ event }) => event === 'beneficiaries-changed')?.policyholderId ?? '';
      const own = await linesOf('--policyholder', id);
      assert.deepEqual(
        own.map(({ position }) => position),
        [1, 2, 3, 4, 5, 6, 7, 8],
      );
      const late = await linesOf('--policyholder', id, '--since', '2026-11-24');
      assert.deepEqual(
        late.map(({ event }) => event),
        ['endorsement-drafted', 'beneficiaries-changed'],
      );
      assert.deepEqual(await linesOf('--since', '2027-01-01T00:00:00Z'), []);
    });

    const testOfPatience = name === 'PostgreSQL' ? test : () => undefined;
    testOfPatience('waits longer for an answer than the apps do', async () => {
      const address = `${stage.database.address}?query_timeout=100`;
      const programs = await stage.db.transaction().execute(async (holder) => {
        await sql`lock table api_audit_event in access exclusive mode`.execute(holder);
        const running = [run(['export'], address), run(['verify'], address)];
        while ((await waiting(holder)) < running.length);
        await setTimeout(300);
        return running;
      });
      for (const { code, err } of await Promise.all(programs)) assert.deepEqual([code, err], [0, '']);
    });

    test('what is not understood gets the usage and 2, what cannot be read 3', async () => {
      const wrong = [
        [],
        ['prove'],
        ['verify', 'more'],
        ['verify', '--since', '2026-01-01'],
        ['export', '--since', 'x'],
      ];
      for (const words of [...wrong, ['export', '--nothing']]) {
        const { code, err } = await run(words);
        assert.deepEqual([code, /npm run audit -- verify/.test(err)], [2, true], words.join(' '));
      }
      const help = await run(['--help']);
      assert.deepEqual([help.code, /Exit codes/.test(help.out)], [0, true]);
      const { code, err } = await run(['verify'], 'mysql://nowhere');
      assert.deepEqual([code, /could not be read/.test(err)], [3, true]);
    });

    test('verify says how much is intact, and names the first broken link otherwise', async () => {
      assert.deepEqual(await run(['verify']), { code: 0, out: '13 events of 3 policyholders, intact.\n', err: '' });
      await sql`delete from api_audit_event where event = 'endorsement-drafted'`.execute(stage.db);
      const { code, out } = await run(['verify']);
      assert.equal(code, 1);
      assert.match(out, /^The audit is broken: event 7 of policyholder \S+ is missing\.\n$/);
    });
  });
}
