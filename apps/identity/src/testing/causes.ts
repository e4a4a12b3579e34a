import assert from 'node:assert/strict';
import type { Account } from '../accounts/account.ts';
import { addPerson, anotherThan, begin, newestCode, PASSWORD } from './a-person.ts';
import { SIGN_IN, SPA, TENANT_NAME } from './a-tenant.ts';
import { answerOf, aRequest, askFor, askToken, authorizePath, codeForm, signIn, tokens } from './sign-in.ts';
import { createTestIdentity, type TestIdentity } from './test-identity.ts';

/** Where the words of an error come out, and the words: at the application, on a page, or in JSON of the token endpoint. */
export type Told = { place: 'on a page' | 'to the application' | 'as JSON'; text: string };
/** Does something wrong and answers what came of it. */
export type Cause = (identity: TestIdentity) => Promise<Told>;
type Changes = Record<string, string | undefined>;

function told({ headers, body }: { headers: Record<string, unknown>; body: string }): Told {
  if (headers.location === undefined) return { place: 'on a page', text: body };
  return { place: 'to the application', text: answerOf({ headers }).get('error_description') ?? '' };
}

/** Sends the portal's authorization request with changes. */
export const asking =
  (changes: Changes, userFlow = SIGN_IN): Cause =>
  async (identity) =>
    told(await askFor(identity, aRequest(changes), { userFlow }));
/** Sends that of the single-page application, which may have tokens from the authorization endpoint. */
export const spaAsking = (changes: Changes) =>
  asking({ client_id: SPA.clientId, redirect_uri: SPA.redirectUri, ...changes });
/** Opens a URL. */
export const opening =
  (url: string): Cause =>
  async (identity) =>
    told(await identity.app.inject(url));
/** Asks the logout endpoint. */
export const loggingOut =
  (query: Record<string, string>, userFlow = SIGN_IN): Cause =>
  async (identity) =>
    told(await identity.app.inject({ url: `/${TENANT_NAME}/${userFlow}/oauth2/v2.0/logout`, query }));

async function tokenAnswer(identity: TestIdentity, form: Changes, userFlow = SIGN_IN): Promise<Told> {
  const { body } = await askToken(identity, form, { userFlow });
  return { place: 'as JSON', text: String(body.error_description) };
}

/** Sends a token request as the portal. */
export const redeeming =
  (form: Changes, userFlow?: string): Cause =>
  (identity) =>
    tokenAnswer(identity, form, userFlow);
/** Redeems a good code in another way than it was issued for. */
export const misusingCode =
  (changes: Changes, { request = {}, userFlow = SIGN_IN }: { request?: Changes; userFlow?: string } = {}): Cause =>
  async (identity) => {
    const { answer } = await signIn(identity, aRequest(request));
    return tokenAnswer(identity, codeForm(answer.get('code') ?? '', changes), userFlow);
  };
/** Refreshes after something happened to the account or to the token. */
export const refreshingAfter =
  (happens: (account: Account) => Promise<unknown>): Cause =>
  async (identity) => {
    const account = await identity.addAccount();
    const { refresh_token } = await tokens(identity, aRequest(), { accountId: account.id });
    await happens(account);
    return tokenAnswer(identity, { grant_type: 'refresh_token', refresh_token: String(refresh_token) });
  };
/** Presses a button of the sign-in page. */
export const pressing =
  (action: string, userFlow?: string): Cause =>
  async (identity) => {
    const { browser, page } = await begin(identity, userFlow);
    return told({ headers: { location: (await browser.press(page, action)).url }, body: '' });
  };
/** Types wrong codes until there were too many: of a second factor, or of an address whose password was forgotten. */
export const guessing =
  (kind: 'second factor' | 'address', userFlow: string): Cause =>
  async (identity) => {
    const { email } = await addPerson(identity, { email: `${kind.replace(' ', '-')}@demo.example` });
    const { browser, page: first } = await begin(identity, userFlow);
    const typed = { email, password: PASSWORD };
    let page = await browser.press(first, kind === 'address' ? 'forgot' : 'continue', typed);
    page = await browser.press(page, 'continue', { email });
    const code = anotherThan(await newestCode(identity));
    for (let tries = 1; tries <= 6; tries += 1) page = await browser.press(page, 'continue', { code });
    return told({ headers: { location: page.url }, body: page.html });
  };
/** At an identity of its own, which is in trouble. */
export const inTrouble =
  (operation: { requestsPerAddress?: number; mostRequestsAtOnce?: number }, ask: Cause): Cause =>
  async () => {
    const other = await createTestIdentity({ operation });
    const answer = await ask(other);
    await other.close();
    return answer;
  };

/** Three requests at the same time: the answer of one that is turned away. */
export async function crowd({ app }: TestIdentity): Promise<Told> {
  const answers = await Promise.all([1, 2, 3].map(() => app.inject({ url: authorizePath(), query: aRequest() })));
  const busy = answers.find(({ statusCode }) => statusCode === 503);
  assert.ok(busy);
  return told(busy);
}

/** Two requests from one address: the second answer. */
export async function flood({ app }: TestIdentity): Promise<Told> {
  const ask = () => app.inject({ url: authorizePath(), query: aRequest(), remoteAddress: '192.0.2.7' });
  await ask();
  return told(await ask());
}

/** A request to an identity whose database lost a table. */
export async function brokenDatabase(): Promise<Told> {
  const other = await createTestIdentity();
  await other.services.db.schema.dropTable('identity_journey').execute();
  const answer = await asking({})(other);
  await other.close();
  return answer;
}
