import type { AuthenticationResult, ConfidentialClientApplication, INetworkModule } from '@azure/msal-node';
import { SCOPES } from '@surety/api-contract';
import { type BearerChallenge, createBackChannelFetch } from '@surety/oauth';
import type { Clock } from '@surety/web';
import type { B2cSettings } from '../config.ts';
import { createIdTokenVerifier } from './id-token.ts';
import { createMemoryCache, type MemoryCache } from './memory-cache.ts';
import { createMsalClient } from './msal.ts';
import { redeeming, silently } from './msal-errors.ts';
import { createNetworkClient, refusingNetworkClient } from './network-client.ts';
import { createMetadataReader, type ProviderMetadata } from './provider-metadata.ts';
import {
  type AuthorizationQuestion,
  type CodeRedemption,
  type FreshToken,
  type Redeemed,
  type RelyingParty,
  SignInAgain,
  type Target,
} from './relying-party.ts';

export type B2cOptions = {
  settings: B2cSettings;
  apiAppIdUri: string;
  /** Where the provider sends people back to with a code. */
  redirectUri: string;
  /** Where the provider sends people after sign-out. */
  postLogoutRedirectUri: string;
  clock: Clock;
};

const USER_FLOW = /^B2C_1A?_\w{1,100}$/i;

/** The portal as a client of an Azure AD B2C tenant, or of the embedded identity, which speaks the same language. */
export function createB2cRelyingParty(options: B2cOptions): RelyingParty {
  const { settings, clock } = options;
  const { authorityOrigin, backChannelOrigin, userFlows } = settings;
  const fetch = createBackChannelFetch(new Map(backChannelOrigin ? [[authorityOrigin, backChannelOrigin]] : []));
  const readMetadata = createMetadataReader({ fetch, clock, authorityOrigin, hasBackChannel: !!backChannelOrigin });
  const verifyIdToken = createIdTokenVerifier({ clientId: settings.clientId, clock, fetch });
  const networkClient = createNetworkClient(fetch);
  const metadataOf = (userFlow: string) =>
    readMetadata(`${authorityOf(settings, userFlow)}/v2.0/.well-known/openid-configuration`);
  const open = async (userFlow: string, cache = createMemoryCache()): Promise<Opened> => {
    const metadata = await metadataOf(userFlow);
    return { metadata, cache, client: clientFor({ settings, userFlow, metadata, cache, networkClient }) };
  };
  const signIn: Target = { purpose: 'sign-in', userFlow: userFlows.signIn };
  const targets = {
    'sign-in': signIn,
    'profile-editing': { purpose: 'profile-editing', userFlow: userFlows.profileEditing } as const,
    'password-reset': { purpose: 'password-reset', userFlow: userFlows.passwordReset } as const,
  };
  return {
    targetFor: (purpose) => targets[purpose],
    stepUpTarget,
    authorizationUrl: async (question) => {
      const { client } = await open(question.target.userFlow);
      return client.getAuthCodeUrl(authorizationRequest(question, options));
    },
    redeem: async (redemption) => {
      const opened = await open(redemption.target.userFlow, createMemoryCache(redemption.tokens));
      const result = await redeemCode(opened, redemption, options);
      const claims = await verifyIdToken(result.idToken, {
        keysUrl: opened.metadata.keysUrl,
        issuer: opened.metadata.issuer,
        nonce: redemption.nonce,
        userFlow: redemption.target.userFlow,
      });
      return redeemed(result, claims, opened.cache);
    },
    keptAccessToken: async (tokens) => {
      const cache = createMemoryCache(tokens);
      const metadata = await metadataOf(userFlows.signIn);
      const offline = refusingNetworkClient();
      const client = clientFor({ settings, userFlow: userFlows.signIn, metadata, cache, networkClient: offline });
      return silentToken({ metadata, cache, client }, options).then(
        ({ accessToken }) => accessToken,
        offline.whenRefused,
      );
    },
    accessToken: async (tokens) => silentToken(await open(userFlows.signIn, createMemoryCache(tokens)), options),
    signOutUrl: async () => signOutUrl(await metadataOf(userFlows.signIn), options),
    formTargets: () =>
      metadataOf(userFlows.signIn).then(
        (metadata) => [new URL(metadata.authorizationEndpoint).origin],
        () => [],
      ),
  };
}

type Opened = { metadata: ProviderMetadata; cache: MemoryCache; client: ConfidentialClientApplication };

/** Lower case, as MSAL writes it, so that one document is read once. */
function authorityOf({ authorityOrigin, tenantName }: B2cSettings, userFlow: string): string {
  return `${authorityOrigin}/${tenantName}/${userFlow}`.toLowerCase();
}

function clientFor(parts: {
  settings: B2cSettings;
  userFlow: string;
  metadata: ProviderMetadata;
  cache: MemoryCache;
  networkClient: INetworkModule;
}): ConfidentialClientApplication {
  const { settings, userFlow, ...rest } = parts;
  const { clientId, clientSecret } = settings;
  return createMsalClient({ ...rest, clientId, clientSecret, authority: authorityOf(settings, userFlow) });
}

// The api's challenge comes over the network: only the name of a user flow may become part of an address.
function stepUpTarget(challenge: BearerChallenge): Target | undefined {
  const userFlow = challenge.acrValues?.find((value) => USER_FLOW.test(value));
  return userFlow === undefined ? undefined : { purpose: 'step-up', userFlow };
}

function apiScopes({ apiAppIdUri }: B2cOptions): string[] {
  return Object.keys(SCOPES).map((scope) => `${apiAppIdUri}/${scope}`);
}

function authorizationRequest(question: AuthorizationQuestion, options: B2cOptions) {
  const { target, state, nonce, codeChallenge, loginHint } = question;
  const asksForPassword = target.purpose === 'step-up' && options.settings.stepUpPrompt === 'login';
  return {
    scopes: apiScopes(options),
    redirectUri: options.redirectUri,
    responseMode: 'query' as const,
    state,
    nonce,
    codeChallenge,
    codeChallengeMethod: 'S256',
    ...(loginHint ? { loginHint } : {}),
    ...(asksForPassword ? { prompt: 'login' } : {}),
  };
}

function redeemCode(
  { client }: Opened,
  { code, nonce, codeVerifier }: CodeRedemption,
  options: B2cOptions,
): Promise<AuthenticationResult> {
  const { redirectUri } = options;
  const request = { code, scopes: apiScopes(options), redirectUri, codeVerifier, nonce };
  return redeeming(() => client.acquireTokenByCode(request, { code, nonce }));
}

function redeemed(result: AuthenticationResult, claims: { sub: string; iss: string }, cache: MemoryCache): Redeemed {
  const { accessToken } = result;
  return { subject: claims.sub, issuer: claims.iss, claims, accessToken, tokens: cache.text() };
}

// A person who edited their profile has two accounts here, one for each user flow: the one of the sign-in serves.
async function silentToken({ client, cache }: Opened, options: B2cOptions): Promise<FreshToken> {
  const wanted = options.settings.userFlows.signIn.toLowerCase();
  const accounts = await client.getTokenCache().getAllAccounts();
  const account = accounts.find(({ tenantId }) => tenantId.toLowerCase() === wanted);
  if (!account) throw new SignInAgain('no account of the sign-in user flow');
  const { accessToken } = await silently(() => client.acquireTokenSilent({ account, scopes: apiScopes(options) }));
  return { accessToken, ...(cache.hasChanged() ? { changedTokens: cache.text() } : {}) };
}

// No id_token_hint: tokens do not travel in addresses. The client id tells the provider whose registered URI this is.
function signOutUrl(metadata: ProviderMetadata, { settings, postLogoutRedirectUri }: B2cOptions): string | undefined {
  if (metadata.endSessionEndpoint === undefined) return undefined;
  const url = new URL(metadata.endSessionEndpoint);
  url.searchParams.set('client_id', settings.clientId);
  url.searchParams.set('post_logout_redirect_uri', postLogoutRedirectUri);
  return url.href;
}
