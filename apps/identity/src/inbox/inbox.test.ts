import assert from 'node:assert/strict';
import { networkInterfaces } from 'node:os';
import { after, before, describe, test } from 'node:test';
import { createLogger } from '@surety/web';
import { createTransport } from 'nodemailer';
import { INBOX_PATH, messageHref, messageHtmlHref, removeAllHref, removeHref } from '../routes.ts';
import { aHouse, later } from '../testing/a-person.ts';
import { createTestBrowser, heldBy } from '../testing/test-browser.ts';
import { createTestIdentity, DATABASES, type TestIdentity } from '../testing/test-identity.ts';
import { findCode } from './find-code.ts';
import { startInboxSmtp } from './smtp.ts';

const MAIL = { from: 'a@demo.example', to: 'b@demo.example', subject: 'Hello', text: 'Hello there' };

for (const address of DATABASES) {
  describe(`${address.split(':')[0]}: the inbox`, () => {
    let identity: TestIdentity;
    before(async () => {
      identity = await aHouse({ address });
    });
    after(() => identity.close());
    const keep = async (changes: Partial<typeof MAIL> = {}): Promise<void> => {
      later(identity, 1);
      await identity.services.inbox.keep({ ...MAIL, ...changes });
    };

    test('says so when it is empty', async () => {
      const page = await createTestBrowser(identity.app).open(INBOX_PATH);
      assert.match(page.html, /No mail yet/);
      assert.match(page.html, /Development only/);
    });

    test('shows the newest first, with its code', async () => {
      await keep({ subject: 'Older' });
      await keep({ subject: '123456 is your code' });
      const { html } = await createTestBrowser(identity.app).open(INBOX_PATH);
      assert.ok(html.indexOf('123456 is your code') < html.indexOf('Older'));
      assert.match(html, /class="mail-code">.*123456/);
    });

    test('shows markup as text, and web addresses as links', async () => {
      await keep({ subject: '<b>x</b>', text: '<img src=x onerror=alert(1)> https://a.example/?q="><script>' });
      const [message] = await identity.services.inbox.list();
      const browser = createTestBrowser(identity.app);
      const { html } = await browser.open(messageHref(message?.id ?? ''));
      assert.doesNotMatch(html, /<img|<script>|<b>/);
      assert.match(html, /<a href="https:\/\/a\.example\/\?q=" rel="noopener noreferrer">/);
      assert.doesNotMatch((await browser.open(INBOX_PATH)).html, /<b>/);
    });

    test('finds messages by address, subject and text, without script', async () => {
      await keep({ subject: 'Find Me', to: 'zoe@demo.example', text: 'A needle in it' });
      const browser = createTestBrowser(identity.app);
      for (const q of ['find me', 'ZOE@', 'needle']) {
        const { html } = await browser.open(`${INBOX_PATH}?q=${encodeURIComponent(q)}`);
        assert.deepEqual([html.includes('Find Me'), html.includes('123456 is your code')], [true, false], q);
      }
      const nothing = await browser.open(`${INBOX_PATH}?q=%3Ci%3E`);
      assert.match(nothing.html, /No message holds “&lt;i&gt;”/);
    });

    test('programs of this machine read it as JSON, each message with its code', async () => {
      const headers = { accept: 'application/json', host: 'localhost' };
      const { messages } = (await identity.app.inject({ url: `${INBOX_PATH}?q=is your code`, headers })).json();
      assert.deepEqual([messages.length, messages[0].code, messages[0].kind], [1, '123456', 'mail']);
    });

    test('text messages are marked as such', async () => {
      later(identity, 1);
      await identity.services.inbox.keep({ ...MAIL, kind: 'text', to: '+43 660 0000000' });
      assert.match((await createTestBrowser(identity.app).open(INBOX_PATH)).html, /<span class="badge">Text message/);
    });

    test('HTML is shown in a frame that loads nothing, runs nothing and has no origin', async () => {
      later(identity, 1);
      const html = '<h1>Hello</h1><img src="https://spy.example/x.png"><script>alert(1)</script>';
      await identity.services.inbox.keep({ ...MAIL, html });
      const [message] = await identity.services.inbox.list();
      const href = messageHref(message?.id ?? '');
      const browser = createTestBrowser(identity.app);
      const page = await browser.open(`${href}?view=html`);
      assert.match(page.html, /<iframe [^>]*sandbox="allow-popups allow-popups-to-escape-sandbox"/);
      assert.doesNotMatch(page.html, /spy/);
      const framed = await identity.app.inject({
        url: messageHtmlHref(message?.id ?? ''),
        headers: { host: 'localhost' },
      });
      const policy = String(framed.headers['content-security-policy']);
      for (const rule of ["default-src 'none'", 'sandbox allow-popups', 'img-src data:', "frame-ancestors 'self'"])
        assert.ok(policy.includes(rule), rule);
      assert.doesNotMatch(policy, /script-src|allow-scripts|allow-same-origin/);
      assert.match(framed.body, /<base target="_blank"><h1>Hello/);
    });

    test('deletes one, and all', async () => {
      await keep({ subject: 'Keep me' });
      await keep({ subject: 'Delete me' });
      const [message] = await identity.services.inbox.list();
      const browser = createTestBrowser(identity.app);
      const page = await browser.open(INBOX_PATH);
      const rest = await browser.press(page, '', {}, removeHref(message?.id ?? ''));
      assert.doesNotMatch(rest.html, /Delete me/);
      assert.match(rest.html, /Keep me/);
      assert.match((await browser.press(rest, '', {}, removeAllHref())).html, /No mail yet/);
    });

    test('takes no form without its token or from another site', async () => {
      await keep();
      const browser = createTestBrowser(identity.app);
      const page = await browser.open(INBOX_PATH);
      const csrf_token = heldBy(page, 'csrf_token') ?? '';
      assert.equal((await browser.post(removeAllHref(), {})).status, 403);
      assert.equal(
        (await browser.post(removeAllHref(), { csrf_token }, { origin: 'https://evil.example' })).status,
        403,
      );
      assert.equal((await identity.services.inbox.list()).length, 1);
    });

    test('is not served to another machine, whatever name it says it came to', async () => {
      for (const [remoteAddress, status] of [
        ['127.0.0.1', 200],
        ['::1', 200],
        ['::ffff:127.0.0.1', 200],
        ['203.0.113.7', 421],
        ['::ffff:203.0.113.7', 421],
      ] as const) {
        const response = await identity.app.inject({ url: INBOX_PATH, headers: { host: 'localhost' }, remoteAddress });
        assert.equal(response.statusCode, status, remoteAddress);
      }
    });

    test('is served to the networks that were named, and to no others', async () => {
      const named = await aHouse({ inboxReaders: ['172.30.83.0/24', '2001:db8::7'] });
      for (const [remoteAddress, status] of [
        ['172.30.83.1', 200],
        ['::ffff:172.30.83.255', 200],
        ['2001:db8::7', 200],
        ['127.0.0.1', 200],
        ['172.30.84.1', 421],
        ['2001:db8::8', 421],
      ] as const) {
        const response = await named.app.inject({ url: INBOX_PATH, headers: { host: 'localhost' }, remoteAddress });
        assert.equal(response.statusCode, status, remoteAddress);
      }
      await named.close();
    });

    test('is served to the networks that this machine is attached to, where that was said', async () => {
      const own = Object.values(networkInterfaces()).flatMap((addresses = []) => addresses.map((each) => each.address));
      const named = await aHouse({ inboxReaders: ['attached'] });
      for (const [remoteAddress, status] of [
        ...own.map((each) => [each, 200] as const),
        ['203.0.113.7', 421] as const,
      ]) {
        const response = await named.app.inject({ url: INBOX_PATH, headers: { host: 'localhost' }, remoteAddress });
        assert.equal(response.statusCode, status, remoteAddress);
      }
      await named.close();
    });

    test('is not served through a proxy or a tunnel, which makes every stranger look like this machine', async () => {
      await keep();
      for (const header of ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via']) {
        const headers = { host: 'localhost', [header]: '203.0.113.7' };
        const response = await identity.app.inject({ url: INBOX_PATH, headers });
        assert.equal(response.statusCode, 421, header);
        assert.doesNotMatch(response.body, /Hello/);
      }
    });

    test('through a trusted proxy it is served to readers, and to nobody else', async () => {
      const behind = await createTestIdentity({ trustedProxies: ['172.30.83.2'], inboxReaders: ['172.30.83.0/24'] });
      for (const [client, remoteAddress, status] of [
        ['172.30.83.1', '172.30.83.2', 200],
        ['203.0.113.7', '172.30.83.2', 421],
        ['172.30.83.1, 203.0.113.7', '172.30.83.2', 421],
        ['172.30.83.1', '172.30.83.3', 421],
      ] as const) {
        const headers = { host: 'localhost', 'x-forwarded-for': client };
        const response = await behind.app.inject({ url: INBOX_PATH, headers, remoteAddress });
        assert.equal(response.statusCode, status, `${client} by ${remoteAddress}`);
      }
      await behind.close();
    });

    test('is not served under a foreign name', async () => {
      const response = await identity.app.inject({ url: INBOX_PATH, headers: { host: 'rebound.example' } });
      assert.equal(response.statusCode, 421);
      assert.doesNotMatch(response.body, /Hello/);
    });

    test('knows nothing of a message that is gone', async () => {
      const browser = createTestBrowser(identity.app);
      for (const id of ['nothing', '%00', '00000000-0000-4000-8000-000000000000'])
        assert.equal((await browser.open(messageHref(id))).status, 404);
    });

    test('keeps what other programs send by SMTP', async () => {
      const { inbox } = identity.services;
      const smtp = await startInboxSmtp({ inbox, logger: createLogger('identity', 'silent'), port: 0 });
      const transport = createTransport({ host: '127.0.0.1', port: smtp.port, ignoreTLS: true });
      later(identity, 1);
      await transport.sendMail({
        ...MAIL,
        subject: 'From afar é',
        text: 'Grüße\u0000',
        html: '<p>x</p>',
        attachments: [{ filename: 'confirmation.pdf', content: Buffer.alloc(2048), contentType: 'application/pdf' }],
      });
      const [message] = await inbox.list();
      assert.deepEqual([message?.subject, message?.to, message?.text.trim()], ['From afar é', MAIL.to, 'Grüße']);
      assert.equal(message?.html, '<p>x</p>');
      assert.deepEqual(message.attachments, [{ name: 'confirmation.pdf', mediaType: 'application/pdf', bytes: 2048 }]);
      const page = await createTestBrowser(identity.app).open(messageHref(message.id));
      assert.match(page.html, /confirmation\.pdf <span class="muted small">application\/pdf, 2 KB/);
      transport.close();
      await smtp.close();
    });

    test('says which setting to change when the SMTP port is taken', async () => {
      const services = { inbox: identity.services.inbox, logger: createLogger('identity', 'silent') };
      const smtp = await startInboxSmtp({ ...services, port: 0 });
      await assert.rejects(startInboxSmtp({ ...services, port: smtp.port }), /INBOX_SMTP_PORT/);
      await smtp.close();
    });
  });
}

test('GET /inbox is nothing where it is not served', async () => {
  const identity = await aHouse({ hasInbox: false });
  const browser = createTestBrowser(identity.app);
  assert.equal((await browser.open(INBOX_PATH)).status, 404);
  assert.doesNotMatch((await browser.open('/')).html, /Open the inbox/);
  await identity.close();
});

test('the start page leads to every user flow’s metadata and to the inbox', async () => {
  const identity = await aHouse();
  const page = await createTestBrowser(identity.app).open('/');
  assert.match(page.html.replaceAll('<wbr>', ''), /<h1>contoso\.onmicrosoft\.com<\/h1>/);
  assert.match(page.html, /b2c_1_signupsignin1_mfa\/v2\.0\/\.well-known\/openid-configuration/);
  assert.match(page.html, /href="\/inbox"/);
  await identity.close();
});

test('a code is six digits that stand alone', () => {
  assert.equal(findCode({ subject: '007123 is your code', text: '' }), '007123');
  assert.equal(findCode({ subject: 'Hello', text: 'Your code:\n\n    445566\n' }), '445566');
  assert.equal(findCode({ subject: 'Invoice 12345678', text: 'order 123456 of today' }), undefined);
});
