import { DEMO_PEOPLE } from '../../apps/identity/src/accounts/demo-people.ts';
import type { FormBrowser } from '../../journeys/src/stage/form-browser.ts';
import type { RelyingParty, Tokens } from '../../journeys/src/stage/relying-party.ts';
import type { Stage } from './stage.ts';

const [PERSON] = DEMO_PEOPLE;

async function typePassword(browser: FormBrowser): Promise<void> {
  await browser.submit({ email: PERSON?.email ?? '', password: PERSON?.password ?? '' });
}

/** A whole sign-in: authorization request, sign-in page, password, code, tokens. */
export async function signIn(party: RelyingParty, browser = party.browser()): Promise<Tokens> {
  const authorization = await party.authorize(browser);
  await typePassword(browser);
  return party.redeem(browser, authorization);
}

/** Signs in to the portal itself. */
export async function signInToPortal({ origins }: Stage, browser: FormBrowser): Promise<void> {
  await browser.open(`${origins.portal}/sign-in`);
  await typePassword(browser);
  if (!browser.url.startsWith(origins.portal)) throw new Error(`still at ${browser.url.split('?')[0]}`);
}
