import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createLogger, withTimeouts } from '@surety/web';
import { ADA, aProposal, CALM, type Stage, setStage } from '../testing/stage.ts';
import { databaseKinds } from '../testing/test-databases.ts';
import { deliverNotices, retryDelay } from './deliver-notices.ts';
import { createNoticeQueue } from './notice-queue.ts';
import type { Notice } from './notice-repository.ts';

for (const { name, make } of databaseKinds) {
  describe(`notices on ${name}`, () => {
    let stage: Stage;
    let sent: Notice[] = [];
    let isAway = false;
    before(async () => {
      stage = await setStage({ database: await make(), market: CALM });
      await stage.register(ADA);
    });
    after(() => stage.strike());

    const mailer = {
      async send(notice: Notice) {
        if (isAway) throw new Error('the mail server is away');
        sent.push(notice);
      },
      close: () => undefined,
    };
    const deliver = () => deliverNotices({ ...stage.services, logger: createLogger('api', 'silent'), mailer });
    const change = async (name: string) => {
      const draft = await stage.draft(ADA, 'SUR-100001', aProposal({ name }));
      return (await stage.confirm(draft.id, await stage.stepUp(ADA, draft))).body as { number: string };
    };
    const wait = (milliseconds: number) => {
      stage.clock.now = new Date(stage.clock.now.getTime() + milliseconds);
    };

    test('are delivered once, to the address of record', async () => {
      const { number } = await change('One Demo');
      assert.equal(await deliver(), 1);
      assert.equal(await deliver(), 0);
      assert.deepEqual(
        sent.map(({ recipient, body }) => [recipient, body.includes(number)]),
        [['ada@demo.example', true]],
      );
      assert.match(sent[0]?.body ?? '', /If this was not you/);
    });

    test('wait while the mail server is away, longer each time, and lose nothing', async () => {
      sent = [];
      isAway = true;
      await change('Two Demo');
      assert.equal(await deliver(), 1);
      assert.equal(await deliver(), 0);
      wait(retryDelay(0));
      assert.equal(await deliver(), 1);
      wait(retryDelay(0));
      assert.equal(await deliver(), 0);
      isAway = false;
      wait(retryDelay(1));
      assert.equal(await deliver(), 1);
      assert.equal(sent.length, 1);
    });

    test('are taken by one of several replicas that look at the same moment', async () => {
      sent = [];
      for (const each of ['A Demo', 'B Demo', 'C Demo']) await change(each);
      await Promise.all(Array.from({ length: 8 }, deliver));
      assert.equal(sent.length, 3);
    });
  });
}

test('the delay doubles from half a minute up to an hour', () => {
  assert.deepEqual([0, 1, 2, 10, 5_000].map(retryDelay), [30_000, 60_000, 120_000, 3_600_000, 3_600_000]);
});

test('an SMTP address gets bounded patience unless it brings its own', () => {
  const url = new URL(withTimeouts('smtp://u:p@mail.example:587?socketTimeout=5'));
  assert.equal(url.searchParams.get('socketTimeout'), '5');
  assert.equal(url.searchParams.get('connectionTimeout'), '10000');
  assert.equal(url.password, 'p');
});

test('the queue lets the delivery under way finish before it stops, and begins no other', async () => {
  let [begun, ended] = [0, 0];
  let finish = (): void => undefined;
  const queue = createNoticeQueue({
    async deliver() {
      begun += 1;
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
      ended += 1;
      return 1;
    },
    logger: createLogger('api', 'silent'),
  });
  queue.start();
  const stopped = queue.stop();
  finish();
  await stopped;
  queue.wake();
  assert.deepEqual([begun, ended], [1, 1]);
});
