import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { type AccessibilityCheck, createAccessibilityCheck } from './accessibility.ts';
import type { Guest } from './guest.ts';
import { holds } from './page-text.ts';

const FAILURES = fileURLToPath(new URL('../../.failures/', import.meta.url));

/** Starts the browser that `main.ts` found, or another one, with further arguments. */
export function launchBrowser({
  executable = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args = [],
}: {
  executable?: string;
  args?: readonly string[];
} = {}): Promise<Browser> {
  return chromium.launch({
    executablePath: executable,
    args: [
      ...args,
      // Containers answer with a certificate of a CA of their own; that it is right is judged by the other clients.
      ...(process.env.RUNNING_SYSTEM ? ['--ignore-certificate-errors'] : []),
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** A person with a browser of their own, a real one. Every page they come to is checked for accessibility, unless told otherwise. */
export type Visitor = Guest & { page: Page; context: BrowserContext };

export type VisitorOptions = {
  width?: number;
  script?: boolean;
  /** What the browser asks for in `Accept-Language`. */
  locale?: string;
  /** Takes the certificate of a local CA, which no browser knows; that it is right is judged by the other clients. */
  anyCertificate?: boolean;
  /** Whether every page is checked for accessibility; not where only pages come that another journey checks. */
  checksPages?: boolean;
};

const UNCHECKED: AccessibilityCheck = { assertAccessible: async () => {}, close: async () => {} };

/** Opens a browser window with cookies of its own; without script unless told, because every page must work so. */
export async function aVisitor(
  browser: Browser,
  { width = 1280, script = false, locale, anyCertificate = false, checksPages = true }: VisitorOptions = {},
): Promise<Visitor> {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    javaScriptEnabled: script,
    ...(locale !== undefined && { locale }),
    ignoreHTTPSErrors: anyCertificate,
  });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  const check = checksPages ? await createAccessibilityCheck(browser, { width, anyCertificate }) : UNCHECKED;
  const step = async (what: string, work: () => Promise<unknown>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      throw await withPicture(page, what, error as Error);
    }
  };
  const field = (label: string, number: number) => page.getByLabel(label, { exact: true }).nth(number);
  return {
    page,
    context,
    url: () => page.url(),
    visit: (url) => step(`visit ${url}`, () => page.goto(url).then(() => check.assertAccessible(page))),
    fill: (label, value, number = 0) => step(`fill ${label}`, () => field(label, number).fill(value)),
    choose: (label, option, number = 0) =>
      step(`choose ${label}`, () => field(label, number).selectOption({ label: option })),
    press: (name) =>
      step(`press ${name}`, async () => {
        const target = page.getByRole('button', { name }).or(page.getByRole('link', { name })).first();
        await Promise.all([page.waitForEvent('load'), target.click()]);
        await check.assertAccessible(page);
      }),
    sees: (text) => step(`see ${text}`, () => page.locator('body').getByText(text).first().waitFor()),
    says: async (text) => holds(await page.locator('body').innerText(), text),
    leave: async () => {
      await check.close();
      await context.close();
    },
  };
}

async function withPicture(page: Page, step: string, error: Error): Promise<Error> {
  mkdirSync(FAILURES, { recursive: true });
  const picture = join(FAILURES, `${Date.now()}-${step.replace(/\W+/g, '-').slice(0, 60)}.png`);
  await page.screenshot({ path: picture, fullPage: true }).catch(() => undefined);
  return new Error(`could not ${step} on ${page.url().split('?')[0]}: ${error.message}\nThe page is in ${picture}`, {
    cause: error,
  });
}
