import { createFormBrowser, type FormBrowser } from '../../../journeys/src/stage/form-browser.ts';

/** What a person meets when something behind the page is away; the words of our own pages do not matter here. */
export class Away extends Error {
  override readonly name = 'Away';
}

/** As a form browser, but an answer of 5xx, and no answer at all, is an {@link Away}. */
export function createPatientBrowser(): FormBrowser {
  const browser = createFormBrowser();
  const awaited = async (work: () => Promise<void>): Promise<void> => {
    await work().catch((error: unknown) => {
      // What the network says has no words of a page in it.
      if (error instanceof TypeError) throw new Away('no answer', { cause: error });
      throw error;
    });
    if (browser.status >= 500) throw new Away(`answered ${browser.status}`);
  };
  return {
    get url() {
      return browser.url;
    },
    get body() {
      return browser.body;
    },
    get status() {
      return browser.status;
    },
    open: (url) => awaited(() => browser.open(url)),
    submit: (fields) => awaited(() => browser.submit(fields)),
    press: (words) => awaited(() => browser.press(words)),
    post: (url, body) => awaited(() => browser.post(url, body)),
    cookies: browser.cookies,
  };
}
