import { type Logger, withTimeouts } from '@surety/web';
import type { Inbox } from '../inbox/inbox.ts';

/** One mail, ready to send. */
export type Mail = { to: string; subject: string; text: string };

/** Sends mail. */
export type Mailer = {
  /** Whether the mail was handed over. A failure is logged here, without the address. */
  send(mail: Mail): Promise<boolean>;
};

type Services = {
  logger: Logger;
  /** Address in `From`. */
  from: string;
  /** `smtp://USER:PASSWORD@HOST:PORT`; without it mail goes to the inbox. */
  smtpUrl?: string | undefined;
  inbox: Inbox;
};

/** A mailer that hands over to an SMTP server, or keeps everything in the inbox when none is configured. */
export function createMailer({ logger, from, smtpUrl, inbox }: Services): Mailer {
  const deliver = smtpUrl === undefined ? toInbox(inbox, from) : toServer(smtpUrl, from);
  return {
    async send(mail) {
      try {
        await deliver(withoutLineBreaks(mail));
        return true;
      } catch (error) {
        logger.error({ event: 'mail-failed', reason: (error as { code?: string }).code ?? (error as Error).name });
        return false;
      }
    },
  };
}

function toInbox(inbox: Inbox, from: string): (mail: Mail) => Promise<void> {
  return ({ to, subject, text }) => inbox.keep({ from, to, subject, text });
}

function toServer(smtpUrl: string, from: string): (mail: Mail) => Promise<void> {
  // Loaded here: the embedded default keeps its mail in the inbox and never needs it.
  const connecting = import('nodemailer').then(({ createTransport }) =>
    createTransport(withTimeouts(smtpUrl), { from, disableFileAccess: true, disableUrlAccess: true }),
  );
  return async ({ to, subject, text }) => {
    const transport = await connecting;
    await transport.sendMail({ to: { name: '', address: to }, subject, text });
  };
}

/** A line break in a header would begin another header (RFC 5322 2.2). */
function withoutLineBreaks(mail: Mail): Mail {
  if (/\p{Cc}/u.test(mail.to)) throw new TypeError('an address holds no control characters');
  return { ...mail, subject: mail.subject.replace(/\p{Cc}+/gu, ' ') };
}
