import { ProviderUnavailable } from '@surety/oauth';
import { z } from 'zod';
import { ClientRefused } from './client-refused.ts';

const PATIENCE_MS = 10_000;
const SERVER_TROUBLE = 500;

const pushed = z.object({ request_uri: z.string().min(1) });
const refused = z.object({ error: z.string(), error_description: z.string().optional() });

export type PushedRequest = {
  /** The provider's `pushed_authorization_request_endpoint`. */
  endpoint: string;
  /** The address with everything in it that the browser would have carried. */
  authorizationUrl: string;
  clientId: string;
  clientSecret: string;
  further: Readonly<Record<string, string>>;
  fetch: typeof globalThis.fetch;
};

/**
 * Says what is asked for to the provider directly, so that the browser carries a reference that it cannot change (RFC 9126);
 * answers the address for the browser.
 * @throws ClientRefused, ProviderUnavailable
 */
export async function pushRequest(request: PushedRequest): Promise<string> {
  const url = new URL(request.authorizationUrl);
  const { clientId, clientSecret, further } = request;
  const body = new URLSearchParams({
    ...Object.fromEntries(url.searchParams),
    ...further,
    client_secret: clientSecret,
  });
  const { status, answer } = await post(request, body);
  const taken = pushed.safeParse(answer);
  if (!taken.success) throw whyRefused(status, answer);
  return `${url.origin}${url.pathname}?${new URLSearchParams({ client_id: clientId, request_uri: taken.data.request_uri })}`;
}

async function post({ endpoint, fetch }: PushedRequest, body: URLSearchParams) {
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const response = await fetch(endpoint, { method: 'POST', body, signal, redirect: 'error' });
    return { status: response.status, answer: (await response.json()) as unknown };
  } catch (error) {
    throw new ProviderUnavailable('the identity provider did not answer a pushed request', { cause: error });
  }
}

function whyRefused(status: number, answer: unknown): Error {
  const { success, data } = refused.safeParse(answer);
  if (!success || status >= SERVER_TROUBLE) return new ProviderUnavailable(`a pushed request was answered ${status}`);
  const [description = ''] = (data.error_description ?? '').split(/\r?\n/);
  return new ClientRefused(`the identity provider refuses a pushed request (${data.error}: ${description})`);
}
