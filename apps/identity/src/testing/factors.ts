import assert from 'node:assert/strict';
import { Secret, TOTP } from 'otpauth';
import type { Account } from '../accounts/account.ts';
import { addPerson, begin, newestCode, PASSWORD } from './a-person.ts';
import { ALL_FACTORS } from './a-tenant.ts';
import { createSoftPasskey, type SoftPasskey } from './soft-passkey.ts';
import { createTestBrowser, type Shown, type TestBrowser } from './test-browser.ts';
import type { TestIdentity } from './test-identity.ts';

/** An application was answered: the journey is over. */
export const IS_OVER = /[?&]code=/;

export type Visit = { browser: TestBrowser; page: Shown };

/** Signs in with the password, as far as the second factor. */
export async function signInAs(identity: TestIdentity, person: Account, userFlow = ALL_FACTORS): Promise<Visit> {
  const browser = createTestBrowser(identity.app);
  const { page } = await begin(identity, userFlow, { prompt: 'login' }, browser);
  return { browser, page: await browser.press(page, 'continue', { email: person.email, password: PASSWORD }) };
}

/** A new person at the page that sets a factor up, after the code by mail. */
export async function atEnrolment(
  identity: TestIdentity,
  email: string,
  choice: 'app' | 'text' | 'passkey',
): Promise<Visit & { person: Account }> {
  const person = await addPerson(identity, { email });
  const { browser, page } = await signInAs(identity, person);
  const mail = await browser.press(page, choice);
  return { person, browser, page: await browser.press(mail, 'continue', { code: await newestCode(identity) }) };
}

/** A person with an app, its secret, and the recovery codes that they were shown. */
export async function personWithApp(identity: TestIdentity, email: string) {
  const { person, browser, page } = await atEnrolment(identity, email, 'app');
  const secret = secretOn(page);
  const shown = await browser.press(page, 'continue', { code: appCode(identity, secret) });
  assert.match((await browser.press(shown, 'continue')).url, IS_OVER);
  return { person, secret, codes: recoveryCodesOn(shown) };
}

/** A person with a passkey. */
export async function personWithPasskey(
  identity: TestIdentity,
  email: string,
): Promise<{ person: Account; device: SoftPasskey }> {
  const { person, browser, page } = await atEnrolment(identity, email, 'passkey');
  const device = createSoftPasskey();
  const shown = await browser.press(page, 'continue', { name: 'Telephone', passkey: device.create(page) });
  assert.match((await browser.press(shown, 'continue')).url, IS_OVER);
  return { person, device };
}

export function appCode(identity: TestIdentity, secret: string): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: identity.clock.now.getTime() });
}

export function secretOn(page: Shown): string {
  return (/<dd class="mono">([A-Z2-7 ]+)</.exec(page.html)?.[1] ?? '').replaceAll(' ', '');
}

export function recoveryCodesOn(page: Shown): string[] {
  return [...page.html.matchAll(/<li>([0-9a-z]{5}-[0-9a-z]{5})<\/li>/g)].map(([, code = '']) => code);
}
