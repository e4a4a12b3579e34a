import { randomBytes } from 'node:crypto';
import type { FormBrowser } from '../../../journeys/src/stage/form-browser.ts';
import { newestCode } from '../../../journeys/src/stage/inbox.ts';

/** Where a person of the load finds the portal and their mail. */
export type Places = { portal: string; identity: string };

/** Somebody new of the load, and what was confirmed to them. */
export type Person = {
  email: string;
  password: string;
  /** Whom they name as their beneficiary. */
  beneficiary: string;
  /** Number of the endorsement that a page confirmed to them; then it must be there for ever, once. */
  acknowledged?: string;
};

/** Number of a recorded endorsement. */
export const ENDORSEMENT = /\b[A-Z]{3}-\d+-E\d{4}\b/;

/** A person who does not exist, with an address of their own. */
export function aPerson(number: number): Person {
  const password = `Harbour-${randomBytes(6).toString('hex')}-Q7`;
  return { email: `load-${number}@demo.example`, password, beneficiary: `Eve ${toWord(number)} Demo` };
}

// Names have no digits in them.
function toWord(number: number): string {
  return [...String(number)].map((digit) => 'abcdefghij'[Number(digit)]).join('');
}

/** Makes their account, or signs in where it was made in an attempt that broke off. */
export async function signUp(browser: FormBrowser, { portal, identity }: Places, person: Person): Promise<void> {
  await browser.open(`${portal}/sign-in`);
  if (browser.url.startsWith(portal)) return;
  await browser.submit({ email: person.email, password: '', action: 'sign-up' });
  await browser.submit({ email: person.email });
  await browser.submit({ code: await newestCode(identity, person.email) });
  if (browser.body.includes('name="given_name"')) {
    const { password } = person;
    const names = { given_name: 'Nora', family_name: 'Demo', name: 'Nora Demo' };
    await browser.submit({ password, confirmation: password, ...names });
  } else await signIn(browser, { portal, identity }, person);
  assertAt(browser, portal);
}

/** Signs in with the password. */
export async function signIn(browser: FormBrowser, { portal }: Places, { email, password }: Person): Promise<void> {
  await browser.open(`${portal}/sign-in`);
  if (browser.body.includes('name="password"')) await browser.submit({ email, password });
  assertAt(browser, portal);
}

/** Names a beneficiary and proves the second factor by mail. What a broken attempt did already is not done again. */
export async function changeBeneficiary(browser: FormBrowser, places: Places, person: Person): Promise<void> {
  await browser.open(`${places.portal}/policies`);
  const number = /\/policies\/([A-Z]{3}-\d+)/.exec(browser.body)?.[1];
  if (number === undefined) throw new Error('there is no policy on the list');
  await browser.open(`/policies/${number}`);
  const recorded = ENDORSEMENT.exec(browser.body)?.[0];
  if (recorded !== undefined) {
    person.acknowledged = recorded;
    return;
  }
  await browser.open(`/policies/${number}/beneficiaries`);
  await browser.submit({ 'beneficiaries/0/name': person.beneficiary, action: 'review' });
  await browser.press('Confirm this change');
  await proveByMail(browser, places, person);
  const confirmed = ENDORSEMENT.exec(browser.body)?.[0];
  if (confirmed === undefined) throw new Error(`nothing was confirmed at ${browser.url.split('?')[0]}`);
  person.acknowledged = confirmed;
}

async function proveByMail(browser: FormBrowser, { identity, portal }: Places, { email }: Person): Promise<void> {
  if (browser.body.includes('value="email"')) await browser.submit({ action: 'email' });
  if (browser.body.includes('Send verification code')) await browser.submit({ action: 'continue' });
  await browser.submit({ code: await newestCode(identity, email) });
  assertAt(browser, portal);
}

/** Ends both sessions. */
export async function signOut(browser: FormBrowser, { portal }: Places): Promise<void> {
  await browser.open(`${portal}/`);
  if (browser.body.includes('action="/sign-out"')) await browser.press('csrf_token');
}

function assertAt(browser: FormBrowser, origin: string): void {
  if (!browser.url.startsWith(origin)) throw new Error(`still at ${browser.url.split('?')[0]}`);
}
