import { DEMO_PEOPLE } from '../../../apps/identity/src/accounts/demo-people.ts';
import { createFormBrowser } from '../../../journeys/src/stage/form-browser.ts';

const [ADA] = DEMO_PEOPLE;

/** Who signs in everywhere. */
export const PERSON = { email: ADA?.email ?? '', password: ADA?.password ?? '' } as const;

/** A person with a browser that runs no script. */
export type Person = {
  /** Opens the address, does what the pages ask, and answers where that led: back to the application. */
  go(address: string): Promise<URL>;
  /** Whether the page at this address asks for a password. */
  isAskedForPassword(address: string): Promise<boolean>;
  /** The text of the page where the person is. */
  page(): string;
};

/** @param stopsAt addresses of the application that nobody answers: its program takes over there. */
export function aPerson(stopsAt: (url: URL) => boolean): Person {
  const browser = createFormBrowser(stopsAt);
  const asksForPassword = (): boolean => !stopsAt(new URL(browser.url)) && browser.body.includes('name="password"');
  return {
    async go(address) {
      await browser.open(address);
      if (asksForPassword()) await browser.submit(PERSON);
      if (!stopsAt(new URL(browser.url)) && browser.body.includes('name="given_name"')) {
        await browser.submit({ given_name: 'Ada' });
      }
      return new URL(browser.url);
    },
    async isAskedForPassword(address) {
      await browser.open(address);
      return asksForPassword();
    },
    page: () => browser.body,
  };
}
