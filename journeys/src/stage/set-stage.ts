import { after, afterEach, before } from 'node:test';
import type { Browser } from 'playwright-core';
import { type Settings, type Surety, startSurety } from './surety.ts';
import { aVisitor, launchBrowser, type Visitor, type VisitorOptions } from './visitor.ts';

/** A real browser for one `describe`. Whoever visited leaves when the test ends, also when it failed. */
export type BrowserStage = { visitor(options?: VisitorOptions): Promise<Visitor> };

/** The whole system and a browser for one `describe`. */
export type Stage = BrowserStage & {
  /** From the first test on. */
  readonly surety: Surety;
};

/** Starts a browser before the tests of this `describe`, and closes it after them. */
export function setBrowser(): BrowserStage {
  let browser: Promise<Browser> | undefined;
  const visitors: Visitor[] = [];
  // Not awaited here: it starts while the system does.
  before(() => {
    browser = launchBrowser();
  });
  afterEach(async () => {
    await Promise.all(visitors.splice(0).map((visitor) => visitor.leave()));
  });
  after(async () => (await browser)?.close());
  return {
    async visitor(options) {
      if (browser === undefined) throw new Error('the browser starts with the tests');
      const visitor = await aVisitor(await browser, options);
      visitors.push(visitor);
      return visitor;
    },
  };
}

/** Starts the system and a browser before the tests of this `describe`, and stops both after them. */
export function setStage(settings: Settings = {}): Stage {
  let surety: Surety | undefined;
  const { visitor } = setBrowser();
  before(async () => {
    surety = await startSurety(settings);
  });
  after(() => surety?.stop());
  return {
    visitor,
    get surety() {
      if (surety === undefined) throw new Error('the system starts with the tests');
      return surety;
    },
  };
}
