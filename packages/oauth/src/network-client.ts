import { ProviderUnavailable } from './errors.ts';

type Request = { headers?: Record<string, string>; body?: string };
type Answer<T> = { status: number; headers: Record<string, string>; body: T };

/** What Microsoft's MSAL calls `INetworkModule`. */
export type NetworkClient = {
  sendGetRequestAsync<T>(url: string, options?: Request): Promise<Answer<T>>;
  sendPostRequestAsync<T>(url: string, options?: Request): Promise<Answer<T>>;
};

const PATIENCE_MS = 10_000;

/** MSAL's way to the network, over a `fetch` of ours, which may know a back channel. Refusals (4xx) are answers, not errors. */
export function createNetworkClient(fetch: typeof globalThis.fetch): NetworkClient {
  async function send<T>(method: string, url: string, options?: Request): Promise<Answer<T>> {
    try {
      const response = await fetch(url, {
        method,
        headers: options?.headers ?? {},
        signal: AbortSignal.timeout(PATIENCE_MS),
        redirect: 'error',
        ...(options?.body === undefined ? {} : { body: options.body }),
      });
      const body = (await response.json()) as T;
      return { status: response.status, headers: Object.fromEntries(response.headers), body };
    } catch (error) {
      throw new ProviderUnavailable('the identity provider did not answer', { cause: error });
    }
  }
  return {
    sendGetRequestAsync: (url, options) => send('GET', url, options),
    sendPostRequestAsync: (url, options) => send('POST', url, options),
  };
}
