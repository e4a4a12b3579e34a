import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { STEPS } from '../steps/step-table.ts';
import { addPerson, anotherThan, begin, later, newestCode, PASSWORD, PROFILE_FLOW } from '../testing/a-person.ts';
import { ACCOUNT, aTenant, PORTAL, SIGN_IN, STEP_UP } from '../testing/a-tenant.ts';
import {
  appCode,
  atEnrolment,
  IS_OVER,
  personWithApp,
  personWithPasskey,
  secretOn,
  signInAs,
} from '../testing/factors.ts';
import { pushRequest, TRANSACTION } from '../testing/push-request.ts';
import { authorizePath } from '../testing/sign-in.ts';
import { createSoftPasskey } from '../testing/soft-passkey.ts';
import { createTestBrowser, decodeHtml, type Shown, type TestBrowser } from '../testing/test-browser.ts';
import { createTestIdentity, type TestIdentity } from '../testing/test-identity.ts';

/** Words of the English texts that no Spanish text has: on a Spanish page each of them is a leftover. */
const LEFTOVERS = new Set([...wordsOf('english')].filter((word) => !wordsOf('spanish').has(word)));

/** Every word of the texts in a language, as its files have them. */
function wordsOf(language: string): Set<string> {
  const folder = new URL(`./${language}/`, import.meta.url);
  const sources = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), 'utf8'));
  const texts = sources.flatMap((source) =>
    [...source.replace(/^import .*$/gm, '').matchAll(/'(?:[^'\\\n]|\\.)*'|"[^"\n]*"|`[^`]*`/g)].map(([text]) => text),
  );
  return new Set(texts.flatMap((text) => toWords(text.replace(/\$\{[^}]*\}/g, ' '))));
}

function toWords(text: string): string[] {
  return text.toLowerCase().match(/\p{L}{2,}/gu) ?? [];
}

/** What a person sees or hears of a page, without what is marked as English and without secrets and codes. */
function textOf(html: string): string {
  const shown = html
    .replace(/<(script|style)\b[\s\S]*?<\/\1>/g, ' ')
    .replace(/<(\w+)[^>]* (?:lang="en"|class="(?:mono|recovery-codes)")[^>]*>[\s\S]*?<\/\1>/g, ' ');
  const spoken = [
    ...shown.matchAll(/ (?:alt|title|aria-label|placeholder)="([^"]*)"/g),
    ...shown.matchAll(/<input[^>]* type="text"[^>]* value="([^"]*)"/g),
  ].map(([, text = '']) => text);
  return decodeHtml([shown.replace(/<[^>]*>/g, ' '), ...spoken].join(' '));
}

/** What is data on these pages, and no text of theirs. */
const DATA = [/\S+@\S+/g, /Grace Example/g, /Surety/g, /form-not-ours/g, ...[TRANSACTION.title, ...TRANSACTION.lines]];

function leftoversIn(text: string): string[] {
  const own = DATA.reduce((rest: string, data) => rest.replaceAll(data, ' '), text);
  return toWords(own).filter((word) => LEFTOVERS.has(word));
}

const NAMED = 'B2C_1_user_name';

let identity: TestIdentity;
const served: { url: string; html: string }[] = [];

before(async () => {
  const tenant = aTenant({ forcedPasswordReset: true });
  const [main] = tenant.userFlows;
  assert.ok(main);
  const userFlows = [...tenant.userFlows, { ...main, name: NAMED, identifiers: ['username'] as const }];
  identity = await createTestIdentity({ tenant: { ...tenant, languages: ['es', 'en'], userFlows } });
  identity.app.addHook('onSend', async (request, reply, payload) => {
    if (String(reply.getHeader('content-type')).startsWith('text/html'))
      served.push({ url: request.url, html: String(payload) });
    return payload;
  });
});
after(() => identity.close());

/** Sends a form with nothing in it, and then as it should be. */
async function press(browser: TestBrowser, page: Shown, action: string, typed: Record<string, string> = {}) {
  if (action === 'continue') await browser.press(page, 'continue', EMPTY);
  return browser.press(page, action, typed);
}

const EMPTY = { email: '', password: '', code: '', number: '', name: '', given_name: '', current: '', passkey: '{}' };

/** A code by mail, after a wrong one and a new one. */
async function proveAddress(browser: TestBrowser, page: Shown): Promise<Shown> {
  await browser.press(page, 'continue', { code: anotherThan(await newestCode(identity)) });
  const again = await browser.press(page, 'resend');
  return press(browser, again, 'continue', { code: await newestCode(identity) });
}

const NEW_PASSWORD = { password: 'Otro-Puerto-78', confirmation: 'Otro-Puerto-78' };
const WEAK_PASSWORDS = [
  { password: 'corta', confirmation: 'corta' },
  { password: 'sololetrasminusculas', confirmation: 'sololetrasminusculas' },
  { password: 'Password1!', confirmation: 'Password1!' },
  { password: NEW_PASSWORD.password, confirmation: 'otra' },
];

async function choosePassword(browser: TestBrowser, page: Shown, more: Record<string, string> = {}): Promise<Shown> {
  for (const typed of WEAK_PASSWORDS) await browser.press(page, 'continue', { ...more, ...typed });
  return press(browser, page, 'continue', { ...more, ...NEW_PASSWORD });
}

test('signing up', async () => {
  const profile = { given_name: 'Lola', family_name: 'Puerto', country: 'Spain' };
  for (const address of ['lola@demo.example', 'lola@demo.example']) {
    const { browser, page } = await begin(identity);
    const first = await browser.press(page, 'sign-up');
    const sent = await press(browser, first, 'continue', { email: address });
    const proven = await proveAddress(browser, sent);
    if (!proven.url.endsWith('sign-up-details')) continue;
    assert.match(proven.html, /<option value="Spain">España<\/option>/);
    for (const wrong of [{ given_name: 'x'.repeat(65) }, { city: 'a\u202eb' }, { country: 'Atlantis' }])
      await browser.press(proven, 'continue', { ...profile, ...wrong, ...NEW_PASSWORD });
    assert.match((await choosePassword(browser, proven, profile)).url, IS_OVER);
  }
  const lola = await identity.services.accounts.findByEmail('lola@demo.example');
  assert.deepEqual([lola?.attributes.country, lola?.language], ['Spain', 'es']);
});

test('a forgotten password', async () => {
  await addPerson(identity, { email: 'olvido@demo.example' });
  await addPerson(identity, { email: 'cerrada@demo.example', isDisabled: true });
  for (const email of ['nadie@demo.example', 'cerrada@demo.example', 'olvido@demo.example']) {
    const { browser, page } = await begin(identity);
    const sent = await press(browser, await browser.press(page, 'forgot'), 'continue', { email });
    const proven = await proveAddress(browser, sent);
    if (proven.url.endsWith('reset-password')) assert.match((await choosePassword(browser, proven)).url, IS_OVER);
  }
});

test('signing in, with what can be wrong about it', async () => {
  const { email } = await addPerson(identity, { email: 'entra@demo.example' });
  const disabled = await addPerson(identity, { email: 'baja@demo.example', isDisabled: true });
  const { browser, page } = await begin(identity);
  await press(browser, page, 'continue', { email, password: 'no es' });
  await browser.press(page, 'continue', { email: disabled.email, password: PASSWORD });
  for (let tries = 0; tries < 11; tries += 1)
    await browser.press(page, 'continue', { email: 'x@demo.example', password: `no ${tries}` });
  await press(browser, await browser.press(page, 'passkey'), 'continue', { passkey: '{}' });
  const marked = await addPerson(identity, { email: 'cambia@demo.example', mustChangePassword: true });
  const next = await signInAs(identity, marked, SIGN_IN);
  await next.browser.press(next.page, 'continue', { password: PASSWORD, confirmation: PASSWORD });
  assert.match((await choosePassword(next.browser, next.page)).url, IS_OVER);
});

test('user names: choosing one, and a password forgotten by it', async () => {
  const { browser, page } = await begin(identity, NAMED);
  await press(browser, page, 'continue', { username: 'x@demo.example', password: 'no es' });
  const first = await browser.press(page, 'sign-up');
  const proven = await proveAddress(browser, await press(browser, first, 'continue', { email: 'nombre@demo.example' }));
  const profile = { given_name: 'Lola', family_name: 'Puerto' };
  for (const username of ['', 'x@demo.example', 'ñandú', 'ab', '.lola', 'adm1n'])
    await browser.press(proven, 'continue', { ...profile, ...NEW_PASSWORD, username });
  const end = await browser.press(proven, 'continue', { ...profile, ...NEW_PASSWORD, username: 'lola.puerto' });
  assert.match(end.url, IS_OVER);
  const again = await begin(identity, NAMED, { prompt: 'login' });
  const sent = await again.browser.press(await again.browser.press(again.page, 'forgot'), 'continue', {
    username: 'nadie.aqui',
  });
  assert.match(sent.html, /Si alguien tiene el nombre de usuario/);
});

test('the profile', async () => {
  const person = await addPerson(identity, { email: 'perfil@demo.example' });
  const { browser, page } = await begin(identity, PROFILE_FLOW);
  const shown = await browser.press(page, 'continue', { email: person.email, password: PASSWORD });
  assert.match((await press(browser, shown, 'continue', { given_name: 'Lola' })).url, IS_OVER);
});

test('second factors: choosing, setting up, proving', async () => {
  const undecided = await addPerson(identity, { email: 'elige@demo.example' });
  const { browser, page } = await signInAs(identity, undecided);
  await press(browser, page, 'continue');
  await proveAddress(browser, await browser.press(page, 'email'));
  const text = await atEnrolment(identity, 'texto@demo.example', 'text');
  const sent = await press(text.browser, text.page, 'continue', { number: '+44 7700 900123' });
  await proveAddress(text.browser, sent);
  const byText = await signInAs(identity, text.person);
  await proveAddress(byText.browser, byText.page);
  const app = await personWithApp(identity, 'app@demo.example');
  later(identity, 1);
  const byApp = await signInAs(identity, app.person);
  await byApp.browser.press(byApp.page, 'continue', { code: anotherThan(appCode(identity, app.secret)) });
  const recovery = await press(byApp.browser, byApp.page, 'use-recovery-code');
  await press(byApp.browser, recovery, 'continue', { code: 'aaaaa-bbbbb' });
  assert.match((await byApp.browser.press(recovery, 'continue', { code: app.codes[0] ?? '' })).url, IS_OVER);
  for (const code of app.codes.slice(1)) {
    later(identity, 10);
    const again = await signInAs(identity, app.person);
    await again.browser.press(await again.browser.press(again.page, 'use-recovery-code'), 'continue', { code });
  }
  const { person, device } = await personWithPasskey(identity, 'llave@demo.example');
  const byKey = await signInAs(identity, person);
  await press(byKey.browser, byKey.page, 'continue', { passkey: device.get(byKey.page) });
});

test('the account: every page of it, and its end', async () => {
  const { person, secret } = await personWithApp(identity, 'cuenta@demo.example');
  later(identity, 1);
  const { browser, page } = await signInAs(identity, person, ACCOUNT);
  const home = await browser.press(page, 'continue', { code: appCode(identity, secret) });
  const setup = await browser.press(home, 'add-passkey');
  await browser.press(setup, 'continue', { name: 'x'.repeat(61), passkey: '{}' });
  const device = createSoftPasskey();
  const withKey = await press(browser, setup, 'continue', { name: 'Llavero', passkey: device.create(setup) });
  const button = /value="(passkey:[^"]+)"/.exec(withKey.html)?.[1] ?? '';
  const passkey = await browser.press(withKey, button);
  await press(browser, passkey, 'continue', { name: 'Mi llavero' });
  const removed = await browser.press(await browser.press(withKey, button), 'remove');
  const fresh = await browser.press(await browser.press(removed, 'recovery-codes'), 'continue');
  const replaced = await browser.press(fresh, 'add-app');
  later(identity, 1);
  const back = await browser.press(replaced, 'continue', { code: appCode(identity, secretOn(replaced)) });
  const ended = await browser.press(await browser.press(back, 'sign-ins'), 'end-all');
  const password = await browser.press(await browser.press(ended, 'continue'), 'password');
  await browser.press(password, 'continue', { current: 'no es', ...NEW_PASSWORD });
  const changed = await choosePassword(browser, password, { current: PASSWORD });
  const end = await browser.press(changed, 'delete');
  await browser.press(end, 'continue', { understood: 'yes', current: 'no es' });
  const over = await press(browser, end, 'continue', { understood: 'yes', current: NEW_PASSWORD.password });
  assert.match(over.url, /AADB2C90128/);
});

test('what stands outside a journey', async () => {
  const browser = createTestBrowser(identity.app);
  await browser.open('/nowhere');
  await browser.open(`${authorizePath('B2C_1_none_such')}`);
  await browser.open(`${authorizePath()}?client_id=nobody`);
  await browser.open(`${authorizePath().replace('authorize', 'logout')}`);
  await browser.open(`${authorizePath().replace('authorize', 'logout')}?post_logout_redirect_uri=https://x.example`);
  await browser.open(`${authorizePath('B2C_1_token_out').replace('authorize', 'logout')}`);
  const { page, browser: other } = await begin(identity);
  await browser.open(page.url);
  await other.post(page.url, { action: 'continue' });
  const form = await begin(identity, SIGN_IN, { response_mode: 'form_post' });
  await form.browser.press(form.page, 'cancel');
});

test('what is confirmed', async () => {
  const { body } = await pushRequest(identity);
  const browser = createTestBrowser(identity.app);
  const asked = { client_id: PORTAL.clientId, request_uri: body.request_uri ?? '' };
  const page = await browser.open(`${authorizePath(STEP_UP)}?${new URLSearchParams(asked)}`);
  const { email } = await addPerson(identity, { email: 'paga@demo.example' });
  const shown = await browser.press(page, 'continue', { email, password: PASSWORD });
  assert.match(shown.html, /Usted confirma:/);
});

test('every page of user flows was shown, in Spanish, and no English word was left on any', () => {
  const seen = new Set(served.map(({ url }) => /\/journey\/[^/]+\/([^/?]+)/.exec(url)?.[1]));
  assert.deepEqual(
    Object.keys(STEPS).filter((step) => !seen.has(step)),
    [],
  );
  for (const { url, html } of served) {
    assert.match(html, /<html lang="es">/, url);
    assert.deepEqual(leftoversIn(textOf(html)), [], url);
  }
});

test('every mail and text message was Spanish', async () => {
  await identity.services.securityEvents.settled();
  const messages = await identity.services.inbox.list();
  assert.ok(messages.length > 20, String(messages.length));
  for (const { subject, text } of messages) assert.deepEqual(leftoversIn(`${subject} ${text}`), [], subject);
});
