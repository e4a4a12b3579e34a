import { hash, randomBytes } from 'node:crypto';
import type { Metadata } from './check-metadata.ts';
import type { Patient } from './patient.ts';

/** How the provider answers a request that needs no person: by the redirect address, or by a page of its own. */
export type Probe = { answer: 'redirect' | 'page'; error: string; description: string };

/**
 * Asks for a code with `prompt=none`, as the portal would but for that. A provider that knows the client, its redirect URI
 * and its scopes answers by that address that somebody must sign in (OpenID Connect Core 1.0 section 3.1.2.6).
 */
export async function probeAuthorization(patient: Patient, metadata: Metadata): Promise<Probe> {
  const url = authorizationUrl(patient, metadata, { prompt: 'none' });
  const response = await patient.fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(patient.patienceMs) });
  const location = response.headers.get('location') ?? '';
  if (location.startsWith(patient.redirectUri)) return fromRedirect(new URL(location).searchParams);
  return { answer: 'page', error: '', description: textOf(await response.text()) };
}

/** A request for a code as the portal would make it, with these parameters besides. */
export function authorizationUrl(patient: Patient, metadata: Metadata, besides: Record<string, string>): URL {
  const { provider } = patient.portal;
  const extra = provider.kind === 'openid-connect' ? provider.authorizationParameters : {};
  const resource = provider.kind === 'openid-connect' ? provider.resource : undefined;
  const parameters = new URLSearchParams({
    ...extra,
    client_id: provider.clientId,
    response_type: 'code',
    redirect_uri: patient.redirectUri,
    scope: patient.scopes.join(' '),
    state: randomBytes(16).toString('base64url'),
    nonce: randomBytes(16).toString('base64url'),
    code_challenge: hash('sha256', randomBytes(32).toString('base64url'), 'base64url'),
    code_challenge_method: 'S256',
    ...besides,
    ...(resource === undefined ? {} : { resource }),
  });
  const url = new URL(metadata.authorization_endpoint);
  for (const [name, value] of parameters) url.searchParams.set(name, value);
  return url;
}

function fromRedirect(parameters: URLSearchParams): Probe {
  return {
    answer: 'redirect',
    error: parameters.get('error') ?? '',
    description: parameters.get('error_description')?.split(/\r?\n/)[0] ?? '',
  };
}

// Only the code of the error is told on: the page is the provider's, and may hold anything.
function textOf(page: string): string {
  return /AAD(?:B2C|STS)\d+/.exec(page)?.[0] ?? /\b(invalid_\w+|unauthorized_client)\b/.exec(page)?.[0] ?? '';
}
