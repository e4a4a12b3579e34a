import type { Fixtures, Page, PlaywrightTestArgs } from '@playwright/test';
import { createTestDoor, type TestDoor, type TestDoorOptions } from './test-door.ts';
import type { Person } from './words.ts';

/** What these fixtures add to a test. */
export type TestkitFixtures = {
  /** Identity's door for tests. */
  door: TestDoor;
  /** Somebody who exists for this test alone. */
  person: Person;
  /** A page on which `person` has signed in to your application. */
  signedInPage: Page;
};

/**
 * Fixtures for Playwright Test: `test.extend(testkitFixtures({ origin, token, signInUrl }))`.
 * @param options `signInUrl`: an address of your application that leads to the sign-in.
 */
export function testkitFixtures(
  options: TestDoorOptions & { signInUrl: string },
): Fixtures<TestkitFixtures, object, PlaywrightTestArgs> {
  return {
    // Playwright reads from this pattern which fixtures a fixture needs; none here.
    door: ({ page: _ }, use) => use(createTestDoor(options)),
    person: async ({ door }, use) => use(await door.createPerson()),
    async signedInPage({ page, door, person }, use) {
      await page.goto(options.signInUrl);
      await signIn(page, person, door);
      await use(page);
    },
  };
}

type Browsing = Pick<Page, 'locator' | 'waitForEvent' | 'url'>;

/** Signs a person in on identity's pages, with the second factor where the user flow asks for one, until it leads back. */
export async function signIn(page: Browsing, person: Person, door: TestDoor): Promise<void> {
  const origin = new URL(page.url()).origin;
  await page.locator('input[name=email]').fill(person.email);
  await page.locator('input[name=password]').fill(person.password);
  await press(page, 'continue');
  for (let steps = 0; steps < 4 && new URL(page.url()).origin === origin; steps += 1)
    await proveFactor(page, person, door);
}

/** One page of the second factor: chooses a method, asks for a code, or types it. */
async function proveFactor(page: Browsing, person: Person, door: TestDoor): Promise<void> {
  const step = new URL(page.url()).pathname.split('/').at(-1) ?? '';
  const code = page.locator('input[name=code]');
  if (step === 'second-factor-choice') return press(page, person.appSecret === undefined ? 'email' : 'app');
  if ((await code.count()) === 0) return press(page, 'continue');
  await code.fill(person.appSecret === undefined ? await door.newestCode(person.email) : await door.appCode(person));
  return press(page, 'continue');
}

async function press(page: Browsing, action: string): Promise<void> {
  const button = page.locator(`button[name=action][value=${action}]`).first();
  await Promise.all([page.waitForEvent('load'), button.click()]);
}
