import type { Surety } from './surety.ts';
import type { Visitor } from './visitor.ts';

const MOST_LOOKS = 50;
const BETWEEN_LOOKS_MS = 100;

/** The newest code that was mailed to this address, read in the inbox in another tab as a person would. */
export async function readCode(visitor: Visitor, surety: Surety, address: string): Promise<string> {
  const text = await newestMail(visitor, surety, address, '.mail-code');
  return text.replace(/\D/g, '');
}

/** Waits until the newest mail to this address has this subject, and answers its text. */
export async function readMail(visitor: Visitor, surety: Surety, address: string, subject: RegExp): Promise<string> {
  const page = await visitor.context.newPage();
  try {
    for (let look = 0; look < MOST_LOOKS; look += 1) {
      await page.goto(`${surety.identity}/inbox`);
      const link = page.locator('li.mail', { hasText: `To ${address}` }).getByRole('link', { name: subject });
      if ((await link.count()) > 0) {
        await link.first().click();
        return await page.locator('.mail-text').innerText();
      }
      await page.waitForTimeout(BETWEEN_LOOKS_MS);
    }
  } finally {
    await page.close();
  }
  throw new Error(`no mail ${subject} to ${address}`);
}

async function newestMail(visitor: Visitor, surety: Surety, address: string, part: string): Promise<string> {
  const page = await visitor.context.newPage();
  try {
    await page.goto(`${surety.identity}/inbox`);
    return await page
      .locator('li.mail', { hasText: `To ${address}` })
      .first()
      .locator(part)
      .innerText();
  } finally {
    await page.close();
  }
}

type CodeMail = { id: string; code: string | null };

/**
 * The newest code that was sent to this address, as a program reads it.
 * @param used ids of messages whose codes were used already; the one that is answered is added.
 */
export async function newestCode(identity: string, address: string, used = new Set<string>()): Promise<string> {
  for (let look = 0; look < MOST_LOOKS; look += 1) {
    const inbox = `${identity}/inbox?q=${encodeURIComponent(address)}`;
    const answer = await fetch(inbox, { headers: { accept: 'application/json' } });
    const { messages } = (await answer.json()) as { messages: CodeMail[] };
    const newest = messages.find(({ code }) => code !== null);
    if (newest?.code && !used.has(newest.id)) {
      used.add(newest.id);
      return newest.code;
    }
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_LOOKS_MS));
  }
  throw new Error(`no new code for ${address}`);
}
