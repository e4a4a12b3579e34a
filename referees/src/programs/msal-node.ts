import { ConfidentialClientApplication, CryptoProvider } from '@azure/msal-node';
import { aPerson } from '../stage/person.ts';
import type { Referee } from '../stage/referee.ts';
import { signOutByMetadata } from '../stage/sign-out.ts';
import { CALLBACK, TENANT } from '../stage/tenant.ts';

/** MSAL for Node as a web application's confidential client, over TLS with nothing but trust in the CA. */
export const msalNode: Referee = {
  name: 'msal-node',
  async begin({ identity }) {
    const authorityOf = (userFlow: string): string => `${identity.tlsOrigin}/${TENANT.name}/${userFlow}`;
    const redirectUri = identity.applications.web + CALLBACK;
    const scopes = [TENANT.api.scope];
    const person = aPerson(({ origin }) => origin === identity.applications.web);
    const client = new ConfidentialClientApplication({
      auth: {
        clientId: TENANT.web.id,
        clientSecret: TENANT.web.secret,
        authority: authorityOf(TENANT.signIn),
        knownAuthorities: [new URL(identity.tlsOrigin).host],
      },
    });
    const ask = async (userFlow: string) => {
      const { verifier, challenge } = await new CryptoProvider().generatePkceCodes();
      const asked = { authority: authorityOf(userFlow), scopes, redirectUri };
      const pkce = { codeChallenge: challenge, codeChallengeMethod: 'S256', nonce: verifier, state: challenge };
      return { asked, verifier, challenge, address: await client.getAuthCodeUrl({ ...asked, ...pkce }) };
    };
    const run = async (userFlow: string) => {
      const { asked, verifier, challenge, address } = await ask(userFlow);
      const { searchParams } = await person.go(address);
      const answer = { code: searchParams.get('code') ?? '', state: searchParams.get('state') ?? '', nonce: verifier };
      return client.acquireTokenByCode({ ...asked, ...answer, state: challenge, codeVerifier: verifier }, answer);
    };
    const renew = async (forceRefresh: boolean): Promise<string> => {
      const accounts = await client.getTokenCache().getAllAccounts();
      const account = accounts.find(({ tenantId }) => tenantId === TENANT.signIn);
      if (!account) throw new Error('it remembers no account');
      const silent = { account, scopes, forceRefresh, authority: authorityOf(TENANT.signIn) };
      return (await client.acquireTokenSilent(silent)).accessToken;
    };
    return {
      signIn: async () => ({ ...(await run(TENANT.signIn)).idTokenClaims }),
      accessToken: () => renew(false),
      renew: () => renew(true),
      editProfile: async () => ({ ...(await run(TENANT.profile)).idTokenClaims }),
      signOut: () => signOutByMetadata(person, identity),
      asksForPassword: async () => person.isAskedForPassword((await ask(TENANT.signIn)).address),
      end: async () => {},
    };
  },
};
