import type { Logger } from '@surety/web';
import type { Inbox } from '../inbox/inbox.ts';

/** One text message. */
export type Text = { to: string; text: string };

/** Sends text messages. */
export type Texter = {
  /** Whether the message was handed over. A failure is logged here, without the number. */
  send(text: Text): Promise<boolean>;
};

/** A gateway that takes `{"to": …, "text": …}` as JSON; the token goes along as a bearer token (RFC 6750). */
export type TextGateway = { url: string; token?: string | undefined };

const MOST_MILLISECONDS = 10_000;
/** What stands for the sender in the inbox. */
const SENDER = 'Text message';

/** A texter that hands over to a gateway, or keeps everything in the inbox where people can read it. */
export function createTexter(services: {
  logger: Logger;
  inbox?: Pick<Inbox, 'keep'> | undefined;
  gateway?: TextGateway | undefined;
}): Texter {
  const { logger, inbox, gateway } = services;
  return {
    async send({ to, text }) {
      try {
        if (gateway) await post(gateway, { to, text });
        else if (inbox) await inbox.keep({ kind: 'text', from: SENDER, to, subject: text, text });
        else throw new RangeError('neither a gateway nor an inbox');
        return true;
      } catch (error) {
        logger.error({ event: 'text-message-failed', reason: (error as Error).name });
        return false;
      }
    },
  };
}

async function post({ url, token }: TextGateway, message: Text): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token !== undefined && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(message),
    redirect: 'error',
    signal: AbortSignal.timeout(MOST_MILLISECONDS),
  });
  await response.body?.cancel();
  if (!response.ok) throw new RangeError(`the gateway answered ${response.status}`);
}
