import type { FastifyInstance, LightMyRequestResponse } from 'fastify';

/** A browser without script: keeps cookies, sends forms with what they hold, and says where they come from. */
export type TestBrowser = ReturnType<typeof createTestBrowser>;

export function createTestBrowser(app: FastifyInstance, origin: string) {
  const cookies = new Map<string, string>();

  async function send(method: 'GET' | 'POST', path: string, payload?: string, headers: Record<string, string> = {}) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await app.inject({
      method,
      url: path,
      headers: {
        ...(cookie ? { cookie } : {}),
        ...(payload === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
        ...(method === 'POST' ? { origin, 'sec-fetch-site': 'same-origin' } : {}),
        ...headers,
      },
      ...(payload === undefined ? {} : { payload }),
    });
    for (const { name, value, maxAge, expires } of response.cookies) {
      const isGone = maxAge === 0 || (expires !== undefined && expires.getTime() <= 1_000);
      if (isGone) cookies.delete(name);
      else cookies.set(name, value);
    }
    return response;
  }

  return {
    cookies,
    get: (path: string, headers?: Record<string, string>) => send('GET', path, undefined, headers),
    post: (path: string, fields: Record<string, string>, headers?: Record<string, string>) =>
      send('POST', path, new URLSearchParams(fields).toString(), headers),
    /** Goes where an answer sends the browser, as long as that is here; answers the first page. */
    async follow(response: LightMyRequestResponse): Promise<LightMyRequestResponse> {
      let current = response;
      for (let hops = 0; hops < 5 && current.headers.location?.startsWith('/'); hops += 1)
        current = await send('GET', current.headers.location);
      return current;
    },
  };
}

/** Names and values of every input and chosen option of the form that posts to `action`. */
export function formFields(page: string, action: string): Record<string, string> {
  const start = page.indexOf(`action="${action}"`);
  if (start === -1) throw new Error(`no form posts to ${action}`);
  const form = page.slice(start, page.indexOf('</form>', start));
  const inputs = [...form.matchAll(/<input\b[^>]*>/g)]
    .filter(isSent)
    .map(([tag]) => [attribute(tag, 'name'), attribute(tag, 'value')]);
  const selects = [...form.matchAll(/<select\b([^>]*)>([\s\S]*?)<\/select>/g)].map(([, tag = '', options = '']) => [
    attribute(tag, 'name'),
    attribute(/<option[^>]* selected[^>]*>/.exec(options)?.[0] ?? /<option[^>]*>/.exec(options)?.[0] ?? '', 'value'),
  ]);
  return Object.fromEntries([...inputs, ...selects]) as Record<string, string>;
}

// A box that is not ticked sends nothing.
function isSent([tag]: readonly string[]): boolean {
  return !tag?.includes('type="checkbox"') || / checked\b/.test(tag);
}

function attribute(tag: string, name: string): string {
  const text = new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? '';
  return text.replace(/&(amp|lt|gt|quot|#39);/g, (entity) => ENTITIES[entity] ?? '');
}

const ENTITIES: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" };
