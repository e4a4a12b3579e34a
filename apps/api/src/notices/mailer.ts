import type { Transporter } from 'nodemailer';
import { letterInHtml } from './letter-in-html.ts';
import type { Notice } from './notice-repository.ts';

/** Delivers letters. A dependency: tests bring one of their own. */
export type Mailer = {
  /** @throws Error when the mail server did not take it */
  send(notice: Notice): Promise<void>;
  close(): void;
};

/** Sends by SMTP. The message id comes from the notice, so that a letter delivered twice can be recognised as one. */
export function createSmtpMailer({ smtpUrl, from }: { smtpUrl: string; from: string }): Mailer {
  // Loaded with the first notice: many processes only ever read.
  let transport: Promise<Transporter> | undefined;
  const connect = async (): Promise<Transporter> => (await import('nodemailer')).createTransport(smtpUrl, { from });
  const host = from.split('@')[1]?.replace(/>$/, '') ?? 'localhost';
  return {
    async send({ id, recipient, subject, body }) {
      transport ??= connect();
      await (await transport).sendMail({
        to: recipient,
        subject,
        text: body,
        html: letterInHtml({ subject, body }),
        messageId: `<${id}@${host}>`,
      });
    },
    close: () => void transport?.then((open) => open.close()),
  };
}
