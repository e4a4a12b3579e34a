import type { Account } from '../accounts/account.ts';
import { createAuditRepository } from '../audit/audit-repository.ts';
import { exportAudit } from '../audit/export-audit.ts';
import { addPerson, later, newestCode } from './a-person.ts';
import { ACCOUNT, SIGN_IN } from './a-tenant.ts';
import { appCode, personWithApp, signInAs, type Visit } from './factors.ts';
import { answerOf, askToken, codeForm } from './sign-in.ts';
import type { TestIdentity } from './test-identity.ts';
import { refreshForm } from './token-requests.ts';

/** A new person at the account's page, with a code by mail. */
export async function atAccountByMail(identity: TestIdentity, email: string): Promise<Visit & { person: Account }> {
  const person = await addPerson(identity, { email });
  const { browser, page } = await signInAs(identity, person, ACCOUNT);
  const mail = await browser.press(page, 'email');
  return { person, browser, page: await browser.press(mail, 'continue', { code: await newestCode(identity) }) };
}

/** A new person at the account's page, with the app. */
export async function atAccountByApp(identity: TestIdentity, email: string) {
  const { person, secret, codes } = await personWithApp(identity, email);
  later(identity, 1);
  const { browser, page } = await signInAs(identity, person, ACCOUNT);
  const shown = await browser.press(page, 'continue', { code: appCode(identity, secret) });
  return { person, secret, codes, browser, page: shown };
}

/** The names of what the audit holds about this person, oldest first. */
export async function eventsOf(identity: TestIdentity, { id }: Account): Promise<string[]> {
  await identity.services.securityEvents.settled();
  const events = [];
  for await (const line of exportAudit(createAuditRepository(identity.services.db), id))
    events.push(JSON.parse(line).event as string);
  return events;
}

/** Signs this person in at the portal and answers its refresh token. */
export async function refreshTokenFrom(identity: TestIdentity, person: Account): Promise<string> {
  const { page } = await signInAs(identity, person, SIGN_IN);
  const code = answerOf({ headers: { location: page.url } }).get('code') ?? '';
  return String((await askToken(identity, codeForm(code))).body.refresh_token);
}

/** Uses a refresh token: `renewed`, or the code of the error. */
export async function refresh(identity: TestIdentity, token: string): Promise<string> {
  const { status, body } = await askToken(identity, refreshForm(token));
  return status === 200 ? 'renewed' : String(body.error_description).slice(0, 11);
}
