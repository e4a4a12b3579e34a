import assert from 'node:assert/strict';
import { test } from 'node:test';
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
