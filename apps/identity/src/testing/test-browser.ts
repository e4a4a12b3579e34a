import type { FastifyInstance } from 'fastify';
import { ORIGIN } from './test-identity.ts';

/** What a browser shows: a page of ours, or the address of the application it was sent to. */
export type Shown = {
  status: number;
  /** Path of the page, or the whole URL when it lies elsewhere. */
  url: string;
  html: string;
  headers: Record<string, unknown>;
};

/** A browser without script: keeps cookies, follows redirects, fills in and sends forms. */
export type TestBrowser = {
  cookies: Map<string, string>;
  open(url: string): Promise<Shown>;
  /** Presses a button of the page's form (or of the form with this action), with what is filled in already. */
  press(page: Shown, action: string, typed?: Record<string, string>, formAction?: string): Promise<Shown>;
  /** Sends a form as it stands here. */
  post(url: string, fields: Record<string, string>, headers?: Record<string, string>): Promise<Shown>;
};

type Sent = { method: 'GET' | 'POST'; url: string; payload?: string; headers?: Record<string, string> };

type Received = {
  statusCode: number;
  headers: Record<string, unknown>;
  body: string;
  cookies: { name: string; value: string }[];
};

/** How a request reaches the server. */
export type Exchange = (sent: Sent & { cookies: Record<string, string> }) => Promise<Received>;

export function createTestBrowser(app: Pick<FastifyInstance, 'inject'>): TestBrowser {
  return createBrowserAt(ORIGIN, (sent) => app.inject(sent));
}

/** A browser for a server at this origin. */
export function createBrowserAt(origin: string, exchange: Exchange): TestBrowser {
  const cookies = new Map<string, string>();
  const send = async (request: Sent) => {
    const response = await exchange({ ...request, cookies: Object.fromEntries(cookies) });
    for (const { name, value } of response.cookies) {
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    return response;
  };
  const open = async (url: string): Promise<Shown> => {
    const target = new URL(url, origin);
    if (target.origin !== origin) return { status: 0, url, html: '', headers: {} };
    const path = `${target.pathname}${target.search}`;
    const response = await send({ method: 'GET', url: path });
    if (typeof response.headers.location === 'string') return open(response.headers.location);
    return { status: response.statusCode, url: path, html: response.body, headers: response.headers };
  };
  const post: TestBrowser['post'] = async (url, fields, headers = {}) => {
    const response = await send({
      method: 'POST',
      url,
      payload: new URLSearchParams(fields).toString(),
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        origin,
        'sec-fetch-site': 'same-origin',
        ...headers,
      },
    });
    if (typeof response.headers.location === 'string') return open(response.headers.location);
    return { status: response.statusCode, url, html: response.body, headers: response.headers };
  };
  return {
    cookies,
    open,
    post,
    press: (page, action, typed = {}, formAction) =>
      post(formAction ?? page.url, { ...filledIn(page.html, formAction), ...typed, action }),
  };
}

/** What the form holds before anybody types: hidden fields, and what the server put into the others. */
function filledIn(html: string, formAction: string | undefined): Record<string, string> {
  const forms = html.match(/<form[\s\S]*?<\/form>/g) ?? [];
  const form = forms.find((one) => formAction === undefined || one.includes(`action="${formAction}"`)) ?? '';
  const fields: Record<string, string> = {};
  for (const [input] of form.matchAll(/<input[^>]*>/g)) {
    const name = attributeOf(input, 'name');
    // A box that is not ticked is not sent.
    const isLeftOut = / type="checkbox"/.test(input) && !/ checked/.test(input);
    if (name !== undefined && !isLeftOut) fields[name] = attributeOf(input, 'value') ?? '';
  }
  for (const [select] of form.matchAll(/<select[\s\S]*?<\/select>/g)) {
    const chosen = /<option[^>]*selected[^>]*>/.exec(select)?.[0] ?? '';
    fields[attributeOf(select, 'name') ?? ''] = attributeOf(chosen, 'value') ?? '';
  }
  return fields;
}

function attributeOf(tag: string, name: string): string | undefined {
  const value = new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1];
  return value === undefined ? undefined : decodeHtml(value);
}

/** Undoes the escaping of HTML. */
export function decodeHtml(text: string): string {
  const entities: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" };
  return text.replace(/&(amp|lt|gt|quot|#39);/g, (entity) => entities[entity] ?? entity);
}

/** What a page says is wrong with a field. */
export function faultOf(page: Shown, field: string): string | undefined {
  const text = new RegExp(`id="${field}-error">([^<]*)<`).exec(page.html)?.[1];
  return text === undefined ? undefined : decodeHtml(text);
}

/** What stands in a field of a page. */
export function heldBy(page: Shown, field: string): string | undefined {
  return filledIn(page.html, undefined)[field];
}

/** The heading of a page. */
export function headingOf(page: Shown): string | undefined {
  return /<h1>([^<]*)<\/h1>/.exec(page.html)?.[1];
}
