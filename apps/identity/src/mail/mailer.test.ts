import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { inTransaction } from '@surety/database';
import { createLogger } from '@surety/web';
import { startInboxSmtp } from '../inbox/smtp.ts';
import { aHouse, later } from '../testing/a-person.ts';
import type { TestIdentity } from '../testing/test-identity.ts';
import { createMailer } from './mailer.ts';
import { codeMail } from './messages.ts';
import { createOutbox } from './outbox.ts';

const FROM = 'no-reply@demo.example';
let identity: TestIdentity;
before(async () => {
  identity = await aHouse();
});
after(() => identity.close());

function mailerTo(smtpUrl?: string) {
  const log: string[] = [];
  const logger = createLogger('identity', 'trace', { write: (line) => void log.push(line) });
  return { log, mailer: createMailer({ logger, from: FROM, smtpUrl, inbox: identity.services.inbox }) };
}

test('hands mail to the SMTP server that is set', async () => {
  const { inbox } = identity.services;
  const smtp = await startInboxSmtp({ inbox, logger: createLogger('identity', 'silent'), port: 0 });
  const { mailer } = mailerTo(`smtp://127.0.0.1:${smtp.port}`);
  const request = {
    journeyId: 'j',
    purpose: 'reset',
    address: 'a@demo.example',
    application: 'Surety',
    language: 'en',
    network: '192.0.2.1',
  } as const;
  assert.equal(await mailer.send(codeMail(request, '004200')), true);
  const [message] = await inbox.list();
  assert.deepEqual([message?.to, message?.subject], ['a@demo.example', '004200 is your verification code']);
  assert.match(message?.from ?? '', /no-reply@demo\.example/);
  await smtp.close();
});

test('a server that is away is logged without the address, and answers false', async () => {
  const { mailer, log } = mailerTo('smtp://127.0.0.1:1');
  assert.equal(await mailer.send({ to: 'secret@demo.example', subject: 's', text: 't' }), false);
  assert.match(log.join(''), /mail-failed/);
  assert.doesNotMatch(log.join(''), /secret@/);
});

test('mail of an event waits while the server is away, and is sent once it is back', async () => {
  const { db, inbox } = identity.services;
  let isAway = true;
  const { mailer } = mailerTo();
  const outbox = createOutbox({
    db,
    clock: () => identity.clock.now,
    mailer: { send: async (mail) => !isAway && mailer.send(mail) },
  });
  const mail = { to: 'waiting@demo.example', subject: 'It happened', text: 'text' };
  await assert.rejects(
    inTransaction(db, async (transaction) => {
      await outbox.queue(transaction, { ...mail, subject: 'It did not' });
      throw new Error('rolled back');
    }),
  );
  await inTransaction(db, (transaction) => outbox.queue(transaction, mail));
  await outbox.deliver();
  isAway = false;
  await outbox.deliver();
  const arrived = async () => (await inbox.list()).filter(({ to }) => to === mail.to).map(({ subject }) => subject);
  assert.deepEqual(await arrived(), [], 'what failed waits a while');
  later(identity, 2);
  await Promise.all([outbox.deliver(), outbox.deliver()]);
  await outbox.deliver();
  assert.deepEqual(await arrived(), ['It happened']);
});

test('no line break reaches a header', async () => {
  const { mailer } = mailerTo();
  assert.equal(await mailer.send({ to: 'a@demo.example\r\nBcc: b@demo.example', subject: 's', text: 't' }), false);
  assert.equal(await mailer.send({ to: 'a@demo.example', subject: 'x\r\nBcc: b@demo.example', text: 't' }), true);
  const mails = await identity.services.inbox.list();
  assert.ok(mails.some(({ subject }) => subject === 'x Bcc: b@demo.example'));
});
