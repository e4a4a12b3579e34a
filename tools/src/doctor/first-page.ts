import type { Metadata } from './check-metadata.ts';
import type { Patient } from './patient.ts';
import { authorizationUrl } from './probe-authorization.ts';

const MOST_REDIRECTS = 5;

/**
 * The first page that a browser without a session gets of a user flow; `undefined` when the provider leads elsewhere instead.
 * @throws what `fetch` throws
 */
export async function firstPageOf(patient: Patient, metadata: Metadata): Promise<string | undefined> {
  const cookies = new Map<string, string>();
  let url = authorizationUrl(patient, metadata, {});
  const { origin } = url;
  for (let hops = 0; hops <= MOST_REDIRECTS; hops += 1) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await patient.fetch(url, {
      redirect: 'manual',
      signal: AbortSignal.timeout(patient.patienceMs),
      headers: { cookie },
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]*)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    const location = response.headers.get('location');
    if (location === null) return response.ok ? await response.text() : undefined;
    url = new URL(location, url);
    if (url.origin !== origin) return undefined;
  }
  return undefined;
}
