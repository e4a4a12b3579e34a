import { OPENID_CODE, type OpenidPerson, PEOPLE } from './people.ts';

/** A browser at the test's OpenID provider: keeps its cookies, and stops where a redirect leads back to the portal. */
export function createVisit(portal: string) {
  const cookies = new Map<string, string>();
  const [ada] = PEOPLE;

  async function go(url: string, init: RequestInit = {}): Promise<{ url: string; body: string }> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { ...init, redirect: 'manual', headers: { cookie } });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
    const location = response.headers.get('location');
    if (location === null) return { url, body: await response.text() };
    const next = new URL(location, url).href;
    return next.startsWith(portal) ? { url: next, body: '' } : go(next);
  }

  const backPath = (url: string): string => url.slice(portal.length);
  return {
    go,
    /** Signs in, with the code where one is asked for; answers the path to which the portal's browser returns. */
    async approve(url: string, person: OpenidPerson | undefined = ada): Promise<string> {
      const page = await go(url);
      if (page.url.startsWith(portal)) return backPath(page.url);
      const fields = { answer: 'go', email: person?.email ?? '', password: person?.password ?? '', code: OPENID_CODE };
      return backPath((await go(page.url, { method: 'POST', body: new URLSearchParams(fields) })).url);
    },
    async cancel(url: string): Promise<string> {
      const page = await go(url);
      return backPath((await go(page.url, { method: 'POST', body: new URLSearchParams({ answer: 'cancel' }) })).url);
    },
  };
}
