import { decodeEntities } from './page-text.ts';

/** A browser without eyes: keeps cookies, follows redirects and submits forms. Cheap enough to load a server with. */
export type FormBrowser = {
  url: string;
  body: string;
  /** Of the last answer; 0 before the first. */
  status: number;
  open(url: string): Promise<void>;
  /** Submits the first form of the page that has these fields, with its other fields as they are. */
  submit(fields: Record<string, string>): Promise<void>;
  /** Submits the form with this button or this action. */
  press(words: string): Promise<void>;
  /** Posts a form to an address. */
  post(url: string, body: URLSearchParams): Promise<void>;
  /** Value of the `Cookie` header it would send. */
  cookies(): string;
};

const MOST_REDIRECTS = 20;

export type FormBrowserOptions = {
  /** How servers are reached. */
  fetch?: typeof globalThis.fetch;
  /** Another browser's `Cookie` header, to begin with. */
  cookies?: string;
};

/** @param stopsAt addresses that are not asked for any more when a redirect leads there. */
export function createFormBrowser(
  stopsAt: (url: URL) => boolean = () => false,
  { fetch = globalThis.fetch, cookies = '' }: FormBrowserOptions = {},
): FormBrowser {
  const jar = new Map<string, string>();
  for (const pair of cookies.split('; ')) keep(pair, jar);
  const browser: FormBrowser = {
    url: '',
    body: '',
    status: 0,
    open: (url) => go(new URL(url, browser.url || undefined), { method: 'GET' }),
    async submit(fields) {
      const form = formsOf(browser.body).find(({ text }) =>
        Object.keys(fields).every((name) => text.includes(`name="${name}"`)),
      );
      if (!form) throw new Error(`no form with ${Object.keys(fields).join(', ')} on ${browser.url.split('?')[0]}`);
      await send(form, fields);
    },
    post: (url, body) => go(new URL(url, browser.url || undefined), { method: 'POST', body }),
    cookies: () => [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
    async press(words) {
      const form = formsOf(browser.body).find(({ text }) => text.includes(words));
      if (!form) throw new Error(`no form with "${words}" on ${browser.url.split('?')[0]}`);
      await send(form, {});
    },
  };

  async function send(form: Form, fields: Record<string, string>): Promise<void> {
    const target = new URL(form.action || browser.url, browser.url);
    const body = new URLSearchParams({ ...form.values, ...fields });
    await go(target, { method: 'POST', body });
  }

  async function go(first: URL, init: { method: string; body?: URLSearchParams }): Promise<void> {
    let target = first;
    let request: RequestInit = init;
    for (let redirects = 0; redirects < MOST_REDIRECTS; redirects += 1) {
      if (stopsAt(target)) {
        browser.url = target.href;
        return;
      }
      const response = await fetch(target, { ...request, redirect: 'manual', headers: { cookie: browser.cookies() } });
      remember(response, jar);
      const location = response.headers.get('location');
      if (location === null) {
        browser.url = target.href;
        browser.status = response.status;
        browser.body = await response.text();
        return;
      }
      await response.arrayBuffer();
      target = new URL(location, target);
      request = { method: 'GET' };
    }
    throw new Error('too many redirects');
  }
  return browser;
}

function remember(response: Response, jar: Map<string, string>): void {
  for (const line of response.headers.getSetCookie()) {
    const [pair = ''] = line.split(';');
    keep(pair, jar);
  }
}

function keep(pair: string, jar: Map<string, string>): void {
  const split = pair.indexOf('=');
  if (split > 0) jar.set(pair.slice(0, split), pair.slice(split + 1));
}

type Form = { action: string; text: string; values: Record<string, string> };

function formsOf(page: string): Form[] {
  return [...page.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)].map(([, attributes = '', text = '']) => ({
    action: decodeEntities(/action="([^"]*)"/.exec(attributes)?.[1] ?? ''),
    text,
    values: valuesOf(text),
  }));
}

function valuesOf(text: string): Record<string, string> {
  const inputs = [...text.matchAll(/<input\b[^>]*>/g)].map(([tag]) => [
    /\bname="([^"]*)"/.exec(tag)?.[1] ?? '',
    decodeEntities(/\bvalue="([^"]*)"/.exec(tag)?.[1] ?? ''),
  ]);
  const selects = [...text.matchAll(/<select\b[^>]*name="([^"]*)"[\s\S]*?<\/select>/g)].map(([whole, name = '']) => [
    name,
    decodeEntities(/<option value="([^"]*)" selected/.exec(whole)?.[1] ?? ''),
  ]);
  return Object.fromEntries([...inputs, ...selects].filter(([name]) => name !== ''));
}
