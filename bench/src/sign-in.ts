import { DEMO_PEOPLE } from '../../apps/identity/src/accounts/demo-people.ts';
import type { FormBrowser } from './form-browser.ts';
import type { Authorization, RelyingParty } from './relying-party.ts';
import type { Stage } from './stage.ts';

const [PERSON] = DEMO_PEOPLE;

async function typePassword(browser: FormBrowser): Promise<void> {
  await browser.submit({ email: PERSON?.email ?? '', password: PERSON?.password ?? '' });
}

/** Goes through the sign-in page as a person does; afterwards the browser stands on the code. */
export async function signInOnce(party: RelyingParty, browser: FormBrowser): Promise<Authorization> {
  const authorization = await party.authorize(browser);
  await typePassword(browser);
  return authorization;
}

/** Signs in to the portal itself. */
export async function signInToPortal({ origins }: Stage, browser: FormBrowser): Promise<void> {
  await browser.open(`${origins.portal}/sign-in`);
  await typePassword(browser);
  if (!browser.url.startsWith(origins.portal)) throw new Error(`still at ${browser.url.split('?')[0]}`);
}
