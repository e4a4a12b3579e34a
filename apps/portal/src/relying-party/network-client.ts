import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from '@azure/msal-node';
import { ProviderUnavailable } from '@surety/oauth';

const PATIENCE_MS = 10_000;

/** MSAL's way to the network, over our `fetch`, which may know a back channel. Refusals (4xx) are answers, not errors. */
export function createNetworkClient(fetch: typeof globalThis.fetch): INetworkModule {
  async function send<T>(method: string, url: string, options?: NetworkRequestOptions): Promise<NetworkResponse<T>> {
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

/** Lets nothing through: for work that may use only what is there already. `whenRefused` turns its refusal into nothing. */
export function refusingNetworkClient(): INetworkModule & { whenRefused(error: unknown): undefined } {
  let wasAsked = false;
  const refuse = async (): Promise<never> => {
    wasAsked = true;
    throw new ProviderUnavailable('nobody is asked for this');
  };
  return {
    sendGetRequestAsync: refuse,
    sendPostRequestAsync: refuse,
    whenRefused(error) {
      if (!wasAsked) throw error;
      return undefined;
    },
  };
}
