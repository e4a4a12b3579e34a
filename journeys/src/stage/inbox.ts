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
