import { findCode } from '../../../apps/identity/src/inbox/find-code.ts';
import { startInboxSmtp } from '../../../apps/identity/src/inbox/smtp.ts';
import { createLogger } from '../../../packages/web/src/index.ts';

const MOST_LOOKS = 100;
const BETWEEN_LOOKS_MS = 50;

type Letter = { to: string; subject: string; text: string };

/** A mail server for a whole stage: what portal, api and any provider send to people arrives here. */
export type Mailbox = {
  /** For the setting `SMTP_URL`. */
  smtpUrl: string;
  /** The newest code that was sent to this address and not answered before. */
  newestCode(address: string): Promise<string>;
  /** The text of the newest letter to this address with this subject. */
  letter(address: string, subject: RegExp): Promise<string>;
  stop(): Promise<void>;
};

/** Opens a mailbox on a free port. */
export async function openMailbox(): Promise<Mailbox> {
  const letters: Letter[] = [];
  const used = new Set<Letter>();
  const inbox = { keep: async (letter: Letter) => void letters.unshift(letter) };
  const server = await startInboxSmtp({ inbox, logger: createLogger('mailbox', 'silent'), port: 0 });
  async function find(what: string, isIt: (letter: Letter) => boolean): Promise<Letter> {
    for (let look = 0; look < MOST_LOOKS; look += 1) {
      const found = letters.find(isIt);
      if (found !== undefined) return found;
      await new Promise((resolve) => setTimeout(resolve, BETWEEN_LOOKS_MS));
    }
    const there = letters.map(({ to, subject }) => `${to}: ${subject}`);
    throw new Error(`no ${what} among ${JSON.stringify(there)}`);
  }
  return {
    smtpUrl: `smtp://127.0.0.1:${server.port}`,
    async newestCode(address) {
      const isNew = (letter: Letter): boolean =>
        letter.to === address && findCode(letter) !== undefined && !used.has(letter);
      const letter = await find(`new code for ${address}`, isNew);
      used.add(letter);
      return findCode(letter) ?? '';
    },
    letter: async (address, subject) =>
      (await find(`letter ${subject} to ${address}`, (each) => each.to === address && subject.test(each.subject))).text,
    stop: () => server.close(),
  };
}
