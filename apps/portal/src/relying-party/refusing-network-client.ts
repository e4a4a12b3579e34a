import { type NetworkClient, ProviderUnavailable } from '@surety/oauth';

/** Lets nothing through: for work that may use only what is there already. `whenRefused` turns its refusal into nothing. */
export function refusingNetworkClient(): NetworkClient & { whenRefused(error: unknown): undefined } {
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
