import type { BearerChallenge } from '@surety/oauth';
import type { Clock } from '@surety/web';
import {
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildAuthorizationUrlWithPAR,
  type Configuration,
  refreshTokenGrant,
} from 'openid-client';
import { createIdTokenVerifier, type IdTokenVerifier } from './id-token.ts';
import { createLogoutTokenVerifier } from './logout-token.ts';
import { createDiscovery, type OpenidClient } from './openid-discovery.ts';
import { redeemingCode, renewing, troubleOf } from './openid-errors.ts';
import { keptToken, type OpenidTokens, tokensOf } from './openid-tokens.ts';
import type {
  AuthorizationQuestion,
  CodeRedemption,
  FreshToken,
  ProofDemand,
  Redeemed,
  RelyingParty,
  Target,
} from './relying-party.ts';
import { assertResponseIssuer } from './response-issuer.ts';
import { endSessionUrl } from './sign-out-url.ts';
import { authorizationDetails } from './transaction.ts';

/** How the portal reaches any OpenID Connect provider. */
export type OpenidSettings = OpenidClient & {
  kind: 'openid-connect';
  /** Where the servers reach the provider when that is not where browsers do. */
  backChannelOrigin?: string | undefined;
  /** Everything that is asked for, `openid` among it. */
  scopes: readonly string[];
  /** Which api the access token is for, where the provider wants to be told so (RFC 8707). */
  resource?: string | undefined;
  /** Sent with each authorization request besides, such as Auth0's `audience`. */
  authorizationParameters: Readonly<Record<string, string>>;
  /** Where people edit their profile and their password. */
  accountUrl?: string | undefined;
  stepUpPrompt: 'none' | 'login';
};

export type OpenidOptions = {
  settings: OpenidSettings;
  fetch: typeof globalThis.fetch;
  redirectUri: string;
  postLogoutRedirectUri: string;
  clock: Clock;
};

/** Signatures that no holder of a shared secret can make. */
const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'ES384', 'PS384', 'RS384', 'EdDSA', 'Ed25519'];
const SIGN_IN: Target = { purpose: 'sign-in' };

/** The portal as a client of any OpenID Connect provider, by openid-client. */
export function createOpenidRelyingParty(options: OpenidOptions): RelyingParty {
  const { settings, fetch, clock } = options;
  const discover = createDiscovery(settings, { fetch, clock });
  const verifyIdToken = createIdTokenVerifier({ clientId: settings.clientId, clock, fetch });
  const verifyLogoutToken = createLogoutTokenVerifier({ clientId: settings.clientId, clock, fetch });
  const metadata = async () => metadataOf(await discover());
  const { accountUrl } = settings;
  return {
    signInTarget: SIGN_IN,
    wayTo: (purpose) => {
      if (purpose === 'account') return { kind: 'absent' };
      if (accountUrl !== undefined) return { kind: 'page', url: accountUrl };
      return purpose === 'password-reset' ? { kind: 'sign-in-page' } : { kind: 'absent' };
    },
    stepUpTarget,
    authorizationUrl: async (question) => authorizationUrl(await discover(), question, options),
    assertIssuer: async (iss) => assertResponseIssuer(await metadata(), iss),
    redeem: async (redemption) => redeem(await discover(), redemption, { ...options, verifyIdToken }),
    keptAccessToken: async (tokens) => keptToken(JSON.parse(tokens) as OpenidTokens, clock()),
    accessToken: (tokens) => freshToken(discover, JSON.parse(tokens) as OpenidTokens, options),
    verifyLogoutToken: async (token) => verifyLogoutToken(token, { ...(await metadata()), algorithms: ALGORITHMS }),
    signOutUrl: async () => endSessionUrl(await metadata(), { ...options, clientId: settings.clientId }),
    formTargets: () =>
      metadata().then(
        ({ authorizationEndpoint, endSessionEndpoint }) => [
          ...new Set([authorizationEndpoint, endSessionEndpoint].flatMap((url) => (url ? [new URL(url).origin] : []))),
        ],
        () => [],
      ),
  };
}

// `undefined` in these would be a provider that openid-client could not use either.
function metadataOf(configuration: Configuration) {
  const server = configuration.serverMetadata();
  return {
    issuer: server.issuer,
    authorizationEndpoint: server.authorization_endpoint ?? '',
    keysUrl: server.jwks_uri ?? '',
    endSessionEndpoint: server.end_session_endpoint,
    sendsIssuer: server.authorization_response_iss_parameter_supported === true,
  };
}

function stepUpTarget({ acrValues, maxAgeSeconds }: BearerChallenge): Target | undefined {
  if (acrValues === undefined || acrValues.length === 0) return undefined;
  return { purpose: 'step-up', demand: { acrValues, ...(maxAgeSeconds === undefined ? {} : { maxAgeSeconds }) } };
}

async function authorizationUrl(
  configuration: Configuration,
  { target, state, nonce, codeChallenge, loginHint, transaction }: AuthorizationQuestion,
  { settings, redirectUri }: OpenidOptions,
): Promise<string> {
  const { demand } = target;
  const server = configuration.serverMetadata();
  const { pushed_authorization_request_endpoint: pushedRequestEndpoint } = server;
  const detailTypes = (server.authorization_details_types_supported ?? []) as readonly string[];
  // The token of a step-up serves once: nothing to renew it with is asked for.
  const scopes = demand ? settings.scopes.filter((scope) => scope !== 'offline_access') : settings.scopes;
  const parameters = {
    ...settings.authorizationParameters,
    redirect_uri: redirectUri,
    scope: scopes.join(' '),
    state,
    nonce,
    code_challenge: codeChallenge,
    code_challenge_method: 'S256',
    ...(settings.resource === undefined ? {} : { resource: settings.resource }),
    ...(loginHint ? { login_hint: loginHint } : {}),
    ...(demand ? demandParameters(demand, settings) : {}),
    ...authorizationDetails(transaction, { pushedRequestEndpoint, detailTypes }),
  };
  if (pushedRequestEndpoint === undefined) return buildAuthorizationUrl(configuration, parameters).href;
  try {
    return (await buildAuthorizationUrlWithPAR(configuration, parameters)).href;
  } catch (error) {
    throw troubleOf(error);
  }
}

// As RFC 9470 section 4 says; `claims` as well would be unspecified (OpenID Connect Core 1.0 section 5.5.1.1).
function demandParameters(demand: ProofDemand, { stepUpPrompt }: OpenidSettings): Record<string, string> {
  return {
    ...(demand.acrValues ? { acr_values: demand.acrValues.join(' ') } : {}),
    ...(demand.maxAgeSeconds === undefined ? {} : { max_age: String(demand.maxAgeSeconds) }),
    ...(stepUpPrompt === 'login' ? { prompt: 'login' } : {}),
  };
}

async function redeem(
  configuration: Configuration,
  { response, nonce, codeVerifier }: CodeRedemption,
  { settings, redirectUri, clock, verifyIdToken }: OpenidOptions & { verifyIdToken: IdTokenVerifier },
): Promise<Redeemed> {
  const url = new URL(redirectUri);
  for (const [name, value] of Object.entries(response)) url.searchParams.set(name, value);
  const checks = {
    pkceCodeVerifier: codeVerifier,
    expectedState: response.state,
    expectedNonce: nonce,
    idTokenExpected: true,
  };
  const answer = await redeemingCode(() => authorizationCodeGrant(configuration, url, checks, resourceOf(settings)));
  const { keysUrl, issuer } = metadataOf(configuration);
  const expected = { keysUrl, issuer, nonce, algorithms: ALGORITHMS };
  const claims = await verifyIdToken(answer.id_token ?? '', expected);
  const tokens = JSON.stringify(tokensOf(answer, clock()));
  return { subject: claims.sub, issuer: claims.iss, claims, accessToken: answer.access_token, tokens };
}

async function freshToken(
  discover: () => Promise<Configuration>,
  tokens: OpenidTokens,
  { settings, clock }: OpenidOptions,
): Promise<FreshToken> {
  const kept = keptToken(tokens, clock());
  if (kept !== undefined) return { accessToken: kept };
  const configuration = await discover();
  const answer = await renewing(() =>
    refreshTokenGrant(configuration, tokens.refreshToken ?? '', resourceOf(settings)),
  );
  return { accessToken: answer.access_token, changedTokens: JSON.stringify(tokensOf(answer, clock(), tokens)) };
}

function resourceOf({ resource }: OpenidSettings): Record<string, string> {
  return resource === undefined ? {} : { resource };
}
