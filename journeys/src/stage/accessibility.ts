import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContext, Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

type Axe = { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };

/** Checks pages with axe-core, in the light and the dark. */
export type AccessibilityCheck = { assertAccessible(page: Page): Promise<void>; close(): Promise<void> };

// The same page is met many times on the way to others; only its tokens differ then.
const met = new Set<string>();

function isNew(content: string): boolean {
  const lasting = content.replace(/[\w-]{43}/g, '');
  const before = met.size;
  return met.add(lasting).size > before;
}

/**
 * Runs axe on a copy of the page in a window that may run script, because people get our pages without script, under a
 * policy that forbids it, and are to be checked exactly as people get them.
 */
export async function createAccessibilityCheck(
  browser: Browser,
  { width, anyCertificate: ignoreHTTPSErrors }: { width: number; anyCertificate: boolean },
): Promise<AccessibilityCheck> {
  const viewport = { width, height: 900 };
  const context: BrowserContext = await browser.newContext({ viewport, bypassCSP: true, ignoreHTTPSErrors });
  const copy = await context.newPage();
  const styles = new Map<string, string>();
  return {
    async assertAccessible(page) {
      const content = await selfContained(page, { copy, known: styles });
      if (!isNew(`${width} ${content}`)) return;
      await copy.setContent(content);
      await copy.evaluate(AXE);
      for (const colorScheme of ['light', 'dark'] as const) {
        await copy.emulateMedia({ colorScheme });
        assert.deepEqual(await violationsOf(copy), [], `the page has accessibility violations (${colorScheme})`);
      }
    },
    close: () => context.close(),
  };
}

function violationsOf(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { axe: Axe }).axe.run();
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
  });
}

// The browser itself reads the styles: it alone may know what a host is called on this stage.
async function selfContained(page: Page, { copy, known }: { copy: Page; known: Map<string, string> }): Promise<string> {
  const links = await page
    .locator('link[rel=stylesheet]')
    .evaluateAll((all) => all.map((link) => (link as unknown as { href: string }).href));
  for (const href of links) {
    if (!known.has(href)) known.set(href, (await (await copy.goto(href))?.text()) ?? '');
  }
  const content = (await page.content())
    .replace(/<link rel="(stylesheet|icon)"[^>]*>/g, '')
    .replace(/<script[^>]*><\/script>/g, '');
  const style = `<style>*{transition:none!important}${links.map((href) => known.get(href)).join('\n')}</style>`;
  return content.replace('</head>', () => `${style}</head>`);
}
