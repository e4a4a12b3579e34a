import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addPerson, begin, PASSWORD } from '../testing/a-person.ts';
import { aTenant, SIGN_IN } from '../testing/a-tenant.ts';
import { aRequest, askFor, authorizePath } from '../testing/sign-in.ts';
import { createTestBrowser, headingOf } from '../testing/test-browser.ts';
import { createTestIdentity, DATABASES } from '../testing/test-identity.ts';

const HEADINGS = { en: 'Sign in', es: 'Iniciar sesión' } as const;

/** The language of the first page of a journey: what its element says and its heading proves. */
async function languageOf(
  asked: { uiLocales?: string; acceptLanguage?: string },
  tenant = aTenant(),
  userFlow = SIGN_IN,
): Promise<string | undefined> {
  const identity = await createTestIdentity({ tenant });
  const request = aRequest({ ui_locales: asked.uiLocales });
  const headers = asked.acceptLanguage === undefined ? {} : { 'accept-language': asked.acceptLanguage };
  const begun = await askFor(identity, request, { userFlow, headers });
  const cookies = Object.fromEntries(begun.cookies.map(({ name, value }) => [name, value]));
  // The journey goes on in the language in which it began, whatever later requests prefer.
  const page = await identity.app.inject({ url: String(begun.headers.location), cookies });
  await identity.close();
  const language = /<html lang="([^"]*)">/.exec(page.body)?.[1];
  assert.equal(/<h1>([^<]*)<\/h1>/.exec(page.body)?.[1], HEADINGS[language === 'es' ? 'es' : 'en']);
  return language;
}

test('ui_locales is a list in order of preference, and a language serves its regions', async () => {
  assert.equal(await languageOf({ uiLocales: 'es' }), 'es');
  assert.equal(await languageOf({ uiLocales: 'es-MX' }), 'es');
  assert.equal(await languageOf({ uiLocales: 'ES-419' }), 'es');
  assert.equal(await languageOf({ uiLocales: 'fr-CA pt es en' }), 'es');
  assert.equal(await languageOf({ uiLocales: 'en-GB es' }), 'en');
});

test('ui_locales comes before what the browser prefers', async () => {
  assert.equal(await languageOf({ uiLocales: 'es', acceptLanguage: 'en' }), 'es');
  assert.equal(await languageOf({ uiLocales: 'en', acceptLanguage: 'es' }), 'en');
});

test('unknown languages and garbage in ui_locales are passed over', async () => {
  for (const uiLocales of ['tlh', 'est', 'es_MX', '   ', '"><script>', 'é'.repeat(500), '%00 ../../es']) {
    assert.equal(await languageOf({ uiLocales }), 'en', uiLocales);
    assert.equal(await languageOf({ uiLocales, acceptLanguage: 'es' }), 'es', uiLocales);
  }
});

test('Accept-Language is read by its weights', async () => {
  assert.equal(await languageOf({ acceptLanguage: 'es-ES,es;q=0.9,en;q=0.8' }), 'es');
  assert.equal(await languageOf({ acceptLanguage: 'en;q=0.4, fr, es;q=0.5' }), 'es');
  assert.equal(await languageOf({ acceptLanguage: 'es;q=0, *' }), 'en');
  assert.equal(await languageOf({ acceptLanguage: ';;q=,es;q=2,,-' }), 'en');
  assert.equal(await languageOf({ acceptLanguage: '*' }), 'en');
});

test('the user flow says which languages it offers, and which it is when nobody asks', async () => {
  const spanishFirst = aTenant({ languages: ['es', 'en'] });
  assert.equal(await languageOf({}, spanishFirst), 'es');
  assert.equal(await languageOf({ acceptLanguage: 'en' }, spanishFirst), 'en');
  const englishOnly = aTenant({ languages: ['en'] });
  assert.equal(await languageOf({ uiLocales: 'es', acceptLanguage: 'es' }, englishOnly), 'en');
});

test('a user flow that names no languages has those of its tenant', async () => {
  assert.equal(await languageOf({}, { ...aTenant(), languages: ['es'] }), 'es');
  assert.equal(await languageOf({ uiLocales: 'en' }, { ...aTenant(), languages: ['es'] }), 'es');
  assert.equal(await languageOf({}, { ...aTenant({ languages: ['en'] }), languages: ['es'] }), 'en');
});

test('a page offers its other languages in their own words, and none where there is no other', async () => {
  const identity = await createTestIdentity();
  const page = await createTestBrowser(identity.app).open(`${authorizePath()}?${new URLSearchParams(aRequest())}`);
  assert.match(page.html, /<button [^>]*value="language:es" lang="es">Español<\/button>/);
  assert.doesNotMatch(page.html, /value="language:en"/);
  await identity.close();
  const alone = await createTestIdentity({ tenant: aTenant({ languages: ['en'] }) });
  const only = await createTestBrowser(alone.app).open(`${authorizePath()}?${new URLSearchParams(aRequest())}`);
  assert.doesNotMatch(only.html, /value="language:/);
  await alone.close();
});

for (const address of DATABASES) {
  test(`the button keeps what was typed, and the language stays through the journey and the next [${address.split(':')[0]}]`, async () => {
    const identity = await createTestIdentity({ address });
    const browser = createTestBrowser(identity.app);
    const begin = `${authorizePath()}?${new URLSearchParams(aRequest())}`;
    const english = await browser.open(begin);
    const spanish = await browser.press(english, 'language:es', { email: 'ada@demo.example', password: 'secret' });
    assert.equal(spanish.status, 200);
    assert.equal(headingOf(spanish), HEADINGS.es);
    assert.match(spanish.html, /value="ada@demo\.example"/);
    assert.doesNotMatch(spanish.html, /secret/);
    const refused = await browser.press(spanish, 'continue', { password: '' });
    assert.match(refused.html, /Introduzca su contraseña/);
    assert.match(refused.html, /<title>Hay un error: Iniciar sesión – Surety<\/title>/);
    assert.equal(headingOf(await browser.open(begin)), HEADINGS.es);
    const asked = `${authorizePath()}?${new URLSearchParams(aRequest({ ui_locales: 'en' }))}`;
    assert.equal(headingOf(await browser.open(asked)), HEADINGS.en);
    await identity.close();
  });
}

test('a button for a language that the user flow does not offer does what the Enter key does', async () => {
  const identity = await createTestIdentity({ tenant: aTenant({ languages: ['en'] }) });
  const browser = createTestBrowser(identity.app);
  const page = await browser.open(`${authorizePath()}?${new URLSearchParams(aRequest())}`);
  for (const language of ['es', 'fr', '__proto__', '']) {
    const answered = await browser.press(page, `language:${language}`);
    assert.equal(answered.status, 422, language);
    assert.match(answered.html, /<html lang="en">/);
  }
  await identity.close();
});

const ERROR = { en: 'We could not continue', es: 'No hemos podido continuar' } as const;

test('an error that belongs to no journey is told in the language that its request asks for', async () => {
  const identity = await createTestIdentity();
  const told = async (query: Record<string, string>, headers = {}, path = authorizePath()) => {
    const { body } = await identity.app.inject({ url: path, query, headers });
    return /<html lang="(..)">[\s\S]*<h1>([^<]*)<\/h1>/.exec(body)?.slice(1);
  };
  const unknown = { client_id: 'nobody' };
  const spanishBrowser = { 'accept-language': 'es' };
  assert.deepEqual(await told({ ...unknown, ui_locales: 'fr es-AR' }), ['es', ERROR.es]);
  assert.deepEqual(await told(unknown, spanishBrowser), ['es', ERROR.es]);
  assert.deepEqual(await told({ ...unknown, ui_locales: 'en' }, spanishBrowser), ['en', ERROR.en]);
  assert.deepEqual(await told({}, spanishBrowser, '/no/such/page'), ['es', ERROR.es]);
  assert.deepEqual(await told(unknown), ['en', ERROR.en]);
  const logout = authorizePath().replace('authorize', 'logout');
  assert.deepEqual(await told({ ui_locales: 'es' }, {}, logout), ['es', 'Ha cerrado la sesión']);
  const twice = await identity.app.inject({ url: `${authorizePath()}?ui_locales=es&ui_locales=en` });
  assert.match(twice.body, /<html lang="en">[\s\S]*AADB2C90122/);
  await identity.close();
});

test('an error of a journey is told in its language, and what is for developers is marked as English', async () => {
  const identity = await createTestIdentity();
  const { browser, page } = await begin(identity, SIGN_IN, { ui_locales: 'es' });
  const refused = await browser.post(page.url, { action: 'continue' }, { 'accept-language': 'en' });
  assert.equal(headingOf(refused), ERROR.es);
  assert.match(refused.html, /<dd lang="en">[A-Z]/);
  await identity.close();
});

test('a journey that is over keeps its language; the next one is asked for anew', async () => {
  const identity = await createTestIdentity();
  const { browser, page } = await begin(identity, SIGN_IN, { ui_locales: 'es' });
  await browser.press(page, 'cancel');
  const over = await browser.open(page.url);
  assert.equal(headingOf(over), ERROR.es);
  assert.match(over.html, /AADB2C90046/);
  const next = await begin(identity, SIGN_IN, {}, browser);
  assert.equal(headingOf(next.page), HEADINGS.en);
  await identity.close();
});

test('ui_locales is repeated nowhere: not on a page, not in an address, not to the application', async () => {
  const identity = await createTestIdentity();
  const mark = 'x7-marked';
  const request = { ui_locales: `${mark} "><b>${mark}</b>` };
  const { browser, page } = await begin(identity, SIGN_IN, request);
  const cancelled = await browser.press(page, 'cancel');
  const refused = await browser.open(`${authorizePath()}?${new URLSearchParams({ ...request, client_id: 'nobody' })}`);
  const answered = await begin(identity, SIGN_IN, { ...request, scope: '' });
  for (const { html, url } of [page, cancelled, { ...refused, url: '' }, answered.page])
    assert.doesNotMatch(html + url, new RegExp(mark));
  await identity.close();
});

test('mail is in the language of the journey that caused it', async () => {
  const identity = await createTestIdentity();
  for (const [language, subject] of [
    ['es', /^\d{6} es su código de verificación$/],
    ['en', /^\d{6} is your verification code$/],
  ] as const) {
    const { browser, page } = await begin(identity, SIGN_IN, { ui_locales: language });
    await browser.press(await browser.press(page, 'sign-up'), 'continue', { email: `${language}@demo.example` });
    const [mail] = (await identity.services.inbox.list()).filter(({ to }) => to === `${language}@demo.example`);
    assert.match(mail?.subject ?? '', subject);
  }
  await identity.close();
});

test('mail that no journey of its person caused is in the language that they read last, or in the default', async () => {
  const identity = await createTestIdentity({ tenant: { ...aTenant(), languages: ['en', 'es'] } });
  const reader = await addPerson(identity, { email: 'reader@demo.example' });
  const newcomer = await addPerson(identity, { email: 'newcomer@demo.example' });
  const { browser, page } = await begin(identity, SIGN_IN, { ui_locales: 'es' });
  assert.match((await browser.press(page, 'continue', { email: reader.email, password: PASSWORD })).url, /code=/);
  const stranger = await begin(identity, SIGN_IN, { ui_locales: 'en' });
  for (const { email } of [reader, newcomer])
    for (let tries = 1; tries <= 10; tries += 1)
      await stranger.browser.press(stranger.page, 'continue', { email, password: `wrong ${tries}` });
  await identity.services.securityEvents.settled();
  const subjectTo = async (email: string) =>
    (await identity.services.inbox.list()).find(({ to }) => to === email)?.subject;
  assert.equal(await subjectTo(reader.email), 'Su cuenta está bloqueada durante un minuto');
  assert.equal(await subjectTo(newcomer.email), 'Your account is locked for a minute');
  await identity.close();
});

test('a language that the browser remembers counts only as what it is', async () => {
  const identity = await createTestIdentity();
  for (const [cookie, language] of [
    ['es', 'es'],
    ['<script>', 'en'],
    ['', 'en'],
  ] as const) {
    const { body } = await identity.app.inject({ url: '/nowhere', cookies: { 'identity-language': cookie } });
    assert.match(body, new RegExp(`<html lang="${language}">`));
  }
  await identity.close();
});
