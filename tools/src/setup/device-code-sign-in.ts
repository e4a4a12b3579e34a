import { type AccountInfo, type INetworkModule, PublicClientApplication } from '@azure/msal-node';
import { Cannot } from '../backup/cannot.ts';

/** Microsoft's own public client "Microsoft Graph Command Line Tools", which is known in every tenant. */
export const GRAPH_COMMAND_LINE_TOOLS = '14d82eec-204b-4c2f-b7e8-296a70dab67e';

export type DeviceCodeOptions = {
  /** `contoso.onmicrosoft.com` or the directory's GUID. */
  tenant: string;
  clientId: string;
  /** Delegated Graph permissions, such as `Application.ReadWrite.All`. */
  permissions: readonly string[];
  /** Shows the person the sentence with the address and the code. */
  show(message: string): void;
  networkClient?: INetworkModule;
};

/**
 * Signs a person in on any browser, with the device authorization grant (RFC 8628). The token stays in the memory of
 * this process: it is neither shown nor written.
 * @returns what gives an access token for Graph. @throws Cannot when the person refuses or the code expires.
 */
export function createDeviceCodeSignIn(options: DeviceCodeOptions): (renew: boolean) => Promise<string> {
  const scopes = options.permissions.map((permission) => `https://graph.microsoft.com/${permission}`);
  const client = new PublicClientApplication({
    auth: { clientId: options.clientId, authority: `https://login.microsoftonline.com/${options.tenant}` },
    ...(options.networkClient ? { system: { networkClient: options.networkClient } } : {}),
  });
  let signedIn: { account: AccountInfo | null; token: string; expiresOn: Date | null } | undefined;

  async function askThePerson() {
    try {
      return await client.acquireTokenByDeviceCode({
        scopes,
        deviceCodeCallback: ({ message }) => options.show(message),
      });
    } catch (error) {
      throw new Cannot(`The sign-in did not succeed: ${sentence(error)}\n  Run the command again.`, { cause: error });
    }
  }
  async function renewed(account: AccountInfo, forceRefresh: boolean) {
    // Refused as well (the session was revoked, say): the person is asked once more.
    return client.acquireTokenSilent({ account, scopes, forceRefresh }).catch(askThePerson);
  }

  return async (renew) => {
    const account = signedIn?.account;
    const isFresh = signedIn?.expiresOn && signedIn.expiresOn.getTime() - Date.now() > 60_000;
    if (signedIn && isFresh && !renew) return signedIn.token;
    const result = account ? await renewed(account, renew) : await askThePerson();
    if (!result) throw new Cannot('The sign-in was given up. Run the command again.');
    signedIn = { account: result.account, token: result.accessToken, expiresOn: result.expiresOn };
    return result.accessToken;
  };
}

function sentence(error: unknown): string {
  return error instanceof Error ? (error.message.split(/\r?\n/)[0] ?? error.name) : 'for an unknown reason';
}
