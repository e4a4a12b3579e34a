import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { EndorsementDocument } from '@surety/api-contract';
import { createLogger } from '@surety/web';
import { ADA, aProposal, CALM, type Stage, setStage } from '../testing/stage.ts';
import { databaseKinds } from '../testing/test-databases.ts';
import { createDueChanges } from './due-changes.ts';

const [TERM, WHOLE] = ['SUR-100001', 'SUR-100002'];
const MANY = 45;

for (const { name, make } of databaseKinds) {
  describe(`due changes that cannot be read, on ${name}`, () => {
    let stage: Stage;
    before(async () => {
      stage = await setStage({ database: await make(), market: CALM });
      await stage.register(ADA);
    });
    after(() => stage.strike());

    const waiting = async (number: string, effectiveOn: string) => {
      const draft = await stage.draft(ADA, number, { ...aProposal({ name: 'Eve Demo' }), effectiveOn });
      const { status, body } = await stage.confirm(draft.id, await stage.stepUp(ADA, draft));
      assert.equal(status, 200, JSON.stringify(body));
      return body as EndorsementDocument;
    };
    /** What the server does in the background, once; answers what it logged. */
    const round = async () => {
      const lines: string[] = [];
      const logger = createLogger('api', 'info', { write: (line) => void lines.push(line) });
      const due = createDueChanges({ ...stage.services, logger, consentReminderDays: 7, wakeNotices: () => undefined });
      due.start();
      await due.stop();
      return lines;
    };

    test('are logged without what they hold and tried again, and however many, they keep no other from taking effect', async () => {
      const [broken, sound] = [await waiting(WHOLE, '2026-12-01'), await waiting(TERM, '2026-12-02')];
      const whole = stage.db.selectFrom('api_endorsement').selectAll().where('id', '=', broken.id);
      const row = await whole.executeTakeFirstOrThrow();
      const damage = { after_designation: 'Eve Demo, born 1990' };
      const copies = Array.from({ length: MANY - 1 }, (_, at) => ({ ...row, ...damage, id: `damaged-${at}` }));
      await stage.db.insertInto('api_endorsement').values(copies).execute();
      const write = (columns: { after_designation: string }) =>
        stage.db.updateTable('api_endorsement').set(columns).where('id', '=', broken.id).execute();
      await write(damage);
      stage.clock.now = new Date('2026-12-03T10:00:00Z');
      const lines = await round();
      const read = async ({ id }: EndorsementDocument) =>
        (await stage.call('GET', `/endorsements/${id}`, { token: await stage.tokenOf(ADA) })).body.status;
      assert.equal(await read(sound), 'effective');
      const failed = lines.filter((line) => line.includes('"due-change-failed"'));
      assert.equal(new Set(failed.map((line) => JSON.parse(line).endorsementId)).size, MANY);
      assert.doesNotMatch(lines.join(''), /Eve|1990|"due-changes-failed"/);

      await write({ after_designation: row.after_designation });
      assert.equal(await read(broken), 'confirmed');
      await round();
      assert.equal(await read(broken), 'effective', 'the next round tries again');
    });
  });
}
