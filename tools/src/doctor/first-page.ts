import type { Metadata } from './check-metadata.ts';
import type { Patient } from './patient.ts';
import { authorizationUrl } from './probe-authorization.ts';

const MOST_REDIRECTS = 5;

/** A page; or the origin of somebody else to which the provider leads first; or neither. */
export type FirstPage = { page?: string; leadsTo?: string };

/**
 * The first page that a browser without a session gets of a sign-in.
 * @throws what `fetch` throws
 */
export async function firstPageOf(patient: Patient, metadata: Metadata): Promise<FirstPage> {
  const cookies = new Map<string, string>();
  let url = authorizationUrl(patient, metadata, {});
  const known = new Set([url.origin, ...patient.portal.furtherSignInOrigins]);
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
    if (location === null) return response.ok ? { page: await response.text() } : {};
    url = new URL(location, url);
    if (!known.has(url.origin)) return { leadsTo: url.origin };
  }
  return {};
}
