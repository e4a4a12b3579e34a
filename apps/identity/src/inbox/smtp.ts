import { type Logger, SettingsError } from '@surety/web';
import type { Inbox } from './inbox.ts';

const MOST_BYTES = 1024 * 1024;

export type InboxSmtp = { port: number; close(): Promise<void> };

/**
 * Listens for mail of other programs and keeps it in the inbox. It is no mail server: nothing leaves. The host is
 * loopback, unless other containers send to it.
 * @param services `port` 0 lets the operating system choose; the port in use is answered.
 * @throws SettingsError when the port is taken.
 */
export async function startInboxSmtp(services: {
  inbox: Pick<Inbox, 'keep'>;
  logger: Logger;
  port: number;
  host?: string;
}): Promise<InboxSmtp> {
  // Loaded only here: an installation with a real mail server never needs it.
  const { SMTPServer } = await import('smtp-server');
  const { inbox, logger, port, host = '127.0.0.1' } = services;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    size: MOST_BYTES,
    disableReverseLookup: true,
    onData(stream, session, callback) {
      import('mailparser')
        .then(({ simpleParser }) => simpleParser(stream, { skipImageLinks: true }))
        .then(async (mail) => {
          if (stream.sizeExceeded) throw new RangeError('the mail is too large');
          const from = mail.from?.text ?? (session.envelope.mailFrom ? session.envelope.mailFrom.address : '');
          const to = session.envelope.rcptTo.map(({ address }) => address).join(', ');
          const attachments = mail.attachments.map(({ filename = '', contentType, size }) => ({
            name: filename || 'without a name',
            mediaType: contentType,
            bytes: size,
          }));
          const content = { text: mail.text ?? '', ...(mail.html && { html: mail.html }), attachments };
          await inbox.keep({ from, to, subject: mail.subject ?? '', ...content });
          callback();
        })
        .catch((error: Error) => {
          logger.warn({ event: 'inbox-mail-refused', reason: error.name });
          callback(new Error('The mail could not be kept.'));
        });
    },
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', () => reject(portTaken(port)));
    server.listen(port, host, () => {
      server.removeAllListeners('error');
      resolve();
    });
  });
  server.on('error', (error) => logger.warn({ event: 'inbox-smtp-error', reason: error.name }));
  const address = server.server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function portTaken(port: number): SettingsError {
  return new SettingsError(`Port ${port} is already in use. Choose another with the setting INBOX_SMTP_PORT (0: any).`);
}
