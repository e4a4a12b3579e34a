import type { AccountInfo, AuthenticationResult, ConfidentialClientApplication } from '@azure/msal-node';
import { SCOPES } from '@surety/api-contract';
import { createNetworkClient } from '@surety/oauth';
import type { Clock } from '@surety/web';
import type { JWTPayload } from 'jose';
import { createIdTokenVerifier } from './id-token.ts';
import { createLogoutTokenVerifier } from './logout-token.ts';
import { createMemoryCache, type MemoryCache } from './memory-cache.ts';
import { createMsalClient } from './msal.ts';
import { redeeming, silently } from './msal-errors.ts';
import { createMetadataReader, type ProviderMetadata } from './provider-metadata.ts';
import { pushRequest } from './push-request.ts';
import { refusingNetworkClient } from './refusing-network-client.ts';
import {
  type AuthorizationQuestion,
  type CodeRedemption,
  type FreshToken,
  type RelyingParty,
  SignInAgain,
  type Target,
} from './relying-party.ts';
import { assertResponseIssuer } from './response-issuer.ts';
import { endSessionUrl } from './sign-out-url.ts';
import { authorizationDetails } from './transaction.ts';

/** Everything in which one Microsoft provider differs from another. */
export type MicrosoftDialect = Pick<RelyingParty, 'signInTarget' | 'wayTo' | 'stepUpTarget'> & {
  /** `https://HOST/TENANT` or `https://HOST/TENANT/USER-FLOW`, in lower case as MSAL writes it. */
  authorityOf(target: Target): string;
  /** Hosts, with ports, that may stand in an issuer. */
  issuerHosts: readonly string[];
  /** What a step-up asks for besides. */
  stepUpParameters(target: Target): { prompt?: string; claims?: string };
  /** Whether MSAL's account is the one of the sign-in, whose tokens serve the api. */
  isAccountOfSignIn(account: AccountInfo): boolean;
  /** Why the ID token is not an answer to what was asked. */
  whyNotAnswer(claims: JWTPayload, target: Target): string | undefined;
  /** Within what a person is unique, for a token of this issuer. */
  directoryOf(issuer: string): string;
  /** The person, unique within the directory. */
  subjectOf(claims: JWTPayload): string | undefined;
};

export type MicrosoftOptions = {
  clientId: string;
  clientSecret: string;
  /** Reaches the provider; may map its origin to a back channel. */
  fetch: typeof globalThis.fetch;
  /** The origin that has a back channel: what only servers call is then called by it. */
  mappedOrigin?: string | undefined;
  apiAppIdUri: string;
  redirectUri: string;
  postLogoutRedirectUri: string;
  clock: Clock;
};

type Opened = { metadata: ProviderMetadata; cache: MemoryCache; client: ConfidentialClientApplication };

/** The portal as a client of Azure AD B2C, the embedded identity or External ID: MSAL, and the dialect of each. */
export function createMicrosoftRelyingParty(options: MicrosoftOptions, dialect: MicrosoftDialect): RelyingParty {
  const { fetch, clock, mappedOrigin, clientId, clientSecret } = options;
  const { issuerHosts, signInTarget } = dialect;
  const readMetadata = createMetadataReader({ fetch, clock, issuerHosts, mappedOrigin });
  const verifyIdToken = createIdTokenVerifier({ clientId, clock, fetch });
  const verifyLogoutToken = createLogoutTokenVerifier({ clientId, clock, fetch });
  const networkClient = createNetworkClient(fetch);
  const metadataOf = (target: Target) =>
    readMetadata(`${dialect.authorityOf(target)}/v2.0/.well-known/openid-configuration`);
  const open = async (target: Target, cache = createMemoryCache(), network = networkClient): Promise<Opened> => {
    const [metadata, authority] = [await metadataOf(target), dialect.authorityOf(target)];
    const parts = {
      clientId,
      clientSecret,
      authority,
      knownAuthorities: issuerHosts,
      metadata,
      cache,
      networkClient: network,
    };
    return { metadata, cache, client: createMsalClient(parts) };
  };
  return {
    signInTarget,
    wayTo: dialect.wayTo,
    stepUpTarget: dialect.stepUpTarget,
    authorizationUrl: async (question) => {
      const { client, metadata } = await open(question.target);
      const url = await client.getAuthCodeUrl(authorizationRequest(question, options, dialect));
      const { pushedRequestEndpoint: endpoint } = metadata;
      if (endpoint === undefined) return url;
      const further = authorizationDetails(question.transaction, metadata);
      return pushRequest({ endpoint, authorizationUrl: url, clientId, clientSecret, further, fetch });
    },
    assertIssuer: async (iss, target) => assertResponseIssuer(await metadataOf(target), iss),
    redeem: async (redemption) => {
      const { target, nonce } = redemption;
      const opened = await open(target, createMemoryCache(redemption.tokens));
      const result = await redeemCode(opened, redemption, options);
      const { keysUrl, issuer } = opened.metadata;
      const whyNotAnswer = (claims: JWTPayload) => dialect.whyNotAnswer(claims, target);
      const claims = await verifyIdToken(result.idToken, { keysUrl, issuer, nonce, whyNotAnswer });
      const person = { subject: dialect.subjectOf(claims) ?? claims.sub, issuer: dialect.directoryOf(claims.iss) };
      return { ...person, claims, accessToken: result.accessToken, tokens: opened.cache.text() };
    },
    keptAccessToken: async (tokens) => {
      const offline = refusingNetworkClient();
      const opened = await open(signInTarget, createMemoryCache(tokens), offline);
      return silentToken(opened, options, dialect).then(({ accessToken }) => accessToken, offline.whenRefused);
    },
    accessToken: async (tokens) => silentToken(await open(signInTarget, createMemoryCache(tokens)), options, dialect),
    verifyLogoutToken: async (token) => verifyLogoutToken(token, await metadataOf(signInTarget)),
    signOutUrl: async () => endSessionUrl(await metadataOf(signInTarget), options),
    formTargets: () =>
      metadataOf(signInTarget).then(
        ({ authorizationEndpoint, endSessionEndpoint = authorizationEndpoint }) => [
          ...[authorizationEndpoint, endSessionEndpoint].map((url) => new URL(url).origin),
          // A tenant goes by several hosts of its own, and leads people from one to the other.
          ...issuerHosts.map((host) => `https://${host}`),
        ],
        () => [],
      ),
  };
}

function apiScopes({ apiAppIdUri }: MicrosoftOptions): string[] {
  return Object.keys(SCOPES).map((scope) => `${apiAppIdUri}/${scope}`);
}

function authorizationRequest(question: AuthorizationQuestion, options: MicrosoftOptions, dialect: MicrosoftDialect) {
  const { target, state, nonce, codeChallenge, loginHint } = question;
  return {
    scopes: apiScopes(options),
    redirectUri: options.redirectUri,
    responseMode: 'query' as const,
    state,
    nonce,
    codeChallenge,
    codeChallengeMethod: 'S256',
    ...(loginHint ? { loginHint } : {}),
    ...(target.purpose === 'step-up' || target.demand ? dialect.stepUpParameters(target) : {}),
  };
}

function redeemCode(
  { client }: Opened,
  { response: { code }, nonce, codeVerifier }: CodeRedemption,
  options: MicrosoftOptions,
): Promise<AuthenticationResult> {
  const { redirectUri } = options;
  const request = { code, scopes: apiScopes(options), redirectUri, codeVerifier, nonce };
  return redeeming(() => client.acquireTokenByCode(request, { code, nonce }));
}

// A person may have several accounts here, one for each journey: the one of the sign-in serves.
async function silentToken(
  { client, cache }: Opened,
  options: MicrosoftOptions,
  dialect: MicrosoftDialect,
): Promise<FreshToken> {
  const account = (await client.getTokenCache().getAllAccounts()).find(dialect.isAccountOfSignIn);
  if (!account) throw new SignInAgain('no account of the sign-in');
  const { accessToken } = await silently(() => client.acquireTokenSilent({ account, scopes: apiScopes(options) }));
  return { accessToken, ...(cache.hasChanged() ? { changedTokens: cache.text() } : {}) };
}
