import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { test } from 'node:test';
import { inTransaction } from '@surety/database';
import { createLogger } from '@surety/web';
import { createSecurityEvents } from '../audit/security-events.ts';
import { aTenant } from '../testing/a-tenant.ts';
import { createTestIdentity, DATABASES, type TestIdentity } from '../testing/test-identity.ts';
import { createMailer, type Mail } from './mailer.ts';
import { createOutbox } from './outbox.ts';

const MINUTE = 60_000;

for (const address of DATABASES) {
  const on = address.split(':')[0];
  const pass = (identity: TestIdentity, milliseconds: number) => {
    identity.clock.now = new Date(identity.clock.now.getTime() + milliseconds);
  };
  const outboxOf = (identity: TestIdentity, send: (mail: Mail) => Promise<boolean>) => {
    const { db } = identity.services;
    const outbox = createOutbox({ db, clock: () => identity.clock.now, mailer: { send } });
    const queue = (to: string) =>
      inTransaction(db, (transaction) => outbox.queue(transaction, { to, subject: 's', text: 't' }));
    return { outbox, queue };
  };

  test(`mail that nobody takes does not hold up other mail, on ${on}`, async () => {
    const identity = await createTestIdentity({ address });
    const sent: string[] = [];
    const { outbox, queue } = outboxOf(identity, async ({ to }) => !to.startsWith('dead') && sent.push(to) > 0);
    for (let count = 0; count < 25; count += 1) await queue(`dead${count}@demo.example`);
    await outbox.deliver();
    await queue('good@demo.example');
    pass(identity, 10 * MINUTE);
    await outbox.deliver();
    assert.deepEqual(sent, ['good@demo.example']);
    await identity.close();
  });

  test(`mail that takes long is not sent a second time by another replica, on ${on}`, async () => {
    const identity = await createTestIdentity({ address });
    const sent: string[] = [];
    const other = outboxOf(identity, async ({ to }) => sent.push(to) > 0);
    const slow = outboxOf(identity, async ({ to }) => {
      pass(identity, 40_000);
      // Another replica looks while this one hands over the last.
      if (to.startsWith('c')) await other.outbox.deliver();
      return sent.push(to) > 0;
    });
    for (const to of ['a@demo.example', 'b@demo.example', 'c@demo.example']) await slow.queue(to);
    await slow.outbox.deliver();
    assert.deepEqual(sent, ['a@demo.example', 'b@demo.example', 'c@demo.example']);
    await identity.close();
  });
}

test('nobody waits for a mail server that says nothing', { timeout: 9_000 }, async () => {
  const silent = createServer().listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const identity = await createTestIdentity();
  const { db, inbox } = identity.services;
  const logger = createLogger('identity', 'silent');
  const smtpUrl = `smtp://127.0.0.1:${(silent.address() as AddressInfo).port}?greetingTimeout=4000`;
  const mailer = createMailer({ logger, from: 'no-reply@demo.example', smtpUrl, inbox });
  const clock = () => identity.clock.now;
  const events = createSecurityEvents({ db, clock, logger, mailer, tenant: aTenant() });
  for (let count = 0; count < 5; count += 1)
    await inTransaction(db, (transaction) =>
      events.record(transaction, identity.account, { event: 'password-changed', by: 'person' }),
    );
  await events.deliverSoon();
  assert.equal((await db.selectFrom('identity_outbox').selectAll().execute()).length, 5, 'it is still under way');
  events.stop();
  await events.settled();
  silent.close();
  await identity.close();
});
