import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair } from 'jose';
import { type Configuration, interactionPolicy, Provider } from 'oidc-provider';
import { handleInteraction } from './interaction.ts';
import { type OpenidPerson, OWN_EMAIL_CLAIM, PEOPLE } from './people.ts';

/** The class that a second factor reaches at this provider. */
export const SECOND_FACTOR = 'urn:demo:second-factor';
export const CLIENT_ID = 'surety-portal';
export const CLIENT_SECRET = 'the-secret-of-the-portal';
export const API = 'https://api.surety.example';

export type OpenidProviderOptions = {
  /** Origins of the portals that may use it. */
  portals: readonly string[];
  people?: readonly OpenidPerson[];
  /** Whether access tokens repeat the nonce, as Keycloak does with a mapper. */
  echoesNonce?: boolean;
  accessTokenSeconds?: number;
  listenAt?: number;
};

/** A certified OpenID Connect provider that we did not write (`oidc-provider`), with acr_values, PAR and resource indicators. */
export async function startOpenidProvider(options: OpenidProviderOptions) {
  const server = createServer().listen(options.listenAt ?? 0, 'localhost');
  await new Promise((resolve) => server.once('listening', resolve));
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, await configurationFor(options));
  const people = options.people ?? PEOPLE;
  const answer = provider.callback();
  server.on('request', (request, response) => {
    if (!request.url?.startsWith('/interaction/')) return void answer(request, response);
    void handleInteraction(provider, people, { request, response }).catch(() => response.writeHead(500).end());
  });
  return {
    issuer,
    provider,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function configurationFor(options: OpenidProviderOptions): Promise<Configuration> {
  const people = options.people ?? PEOPLE;
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  return {
    jwks: { keys: [{ ...(await exportJWK(privateKey)), use: 'sig', alg: 'RS256', kid: 'rsa' }] },
    cookies: { keys: ['cookies-of-a-test'] },
    clients: [
      {
        client_id: CLIENT_ID,
        client_secret: CLIENT_SECRET,
        redirect_uris: options.portals.map((origin) => `${origin}/sign-in/callback`),
        post_logout_redirect_uris: options.portals.map((origin) => `${origin}/`),
        token_endpoint_auth_method: 'client_secret_post',
        grant_types: ['authorization_code', 'refresh_token'],
      },
    ],
    acrValues: [SECOND_FACTOR],
    claims: {
      openid: ['sub', 'roles'],
      profile: ['name', 'nickname'],
      email: ['email', 'email_verified', OWN_EMAIL_CLAIM],
    },
    conformIdTokenClaims: false,
    interactions: { policy: policy(), url: (_, { uid }) => `/interaction/${uid}` },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: true, logoutSource },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => API,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          scope: 'Accounts.Read Accounts.Write',
          audience: API,
          accessTokenFormat: 'jwt',
          accessTokenTTL: options.accessTokenSeconds ?? 3600,
          jwt: { sign: { alg: 'RS256' } },
        }),
      },
    },
    findAccount: (_, sub) => {
      const person = people.find((each) => each.sub === sub);
      return person && { accountId: sub, claims: () => ({ ...person }) };
    },
    rotateRefreshToken: true,
    ttl: { Interaction: 600, Grant: 86_400, Session: 86_400, RefreshToken: 86_400, IdToken: 3600 },
    issueRefreshToken: (_, client) => client.grantTypeAllowed('refresh_token'),
    extraTokenClaims: (ctx, token) => tokenClaims(ctx.oidc.entities, token, people, options),
    loadExistingGrant: async (ctx) => {
      const { client, session, provider } = ctx.oidc;
      const known = session?.grantIdFor(client?.clientId ?? '');
      const kept = known === undefined ? undefined : await provider.Grant.find(known);
      if (kept) return kept;
      const grant = new provider.Grant({ clientId: client?.clientId, accountId: session?.accountId });
      grant.addOIDCScope('openid profile email offline_access');
      grant.addResourceScope(API, 'Accounts.Read Accounts.Write');
      await grant.save();
      return grant;
    },
  };
}

// The certified library leaves `acr`, `auth_time` and the person's address in access tokens to its operator (RFC 9068).
function tokenClaims(
  entities: { AuthorizationCode?: object | undefined; RefreshToken?: object | undefined },
  token: object,
  people: readonly OpenidPerson[],
  { echoesNonce = true }: OpenidProviderOptions,
): Record<string, unknown> {
  const grant = { ...(entities.AuthorizationCode ?? entities.RefreshToken) } as Record<string, unknown>;
  const person = people.find(({ sub }) => sub === (token as { accountId?: string }).accountId);
  return {
    acr: grant.acr,
    auth_time: grant.authTime,
    email: person?.email,
    email_verified: person?.email_verified,
    ...(person?.roles && { roles: person.roles }),
    ...(echoesNonce ? { nonce: grant.nonce } : {}),
  };
}

// RFC 9470 section 5: who asks for a class gets it, or an error.
function policy(): interactionPolicy.DefaultPolicy {
  const base = interactionPolicy.base();
  base.get('login')?.checks.add(
    new interactionPolicy.Check('acr_not_reached', 'a stronger authentication is asked for', ({ oidc }) => {
      const asked = String(oidc.params?.acr_values ?? '').split(' ');
      return asked.includes(SECOND_FACTOR) && oidc.acr !== SECOND_FACTOR;
    }),
  );
  return base;
}

function logoutSource(ctx: { body: unknown }, form: string): void {
  ctx.body = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Sign out</title></head>
<body><main><h1>Sign out here as well?</h1>${form}
<button type="submit" form="op.logoutForm" name="logout" value="yes">Yes, sign me out</button></main></body></html>`;
}
