import type { RequestedScopes } from '../authorize/scopes.ts';
import type { ProtocolServices } from '../services.ts';
import type { Tenant } from '../tenant/tenant.ts';
import { encodeJson, signToken } from '../tokens/sign.ts';
import {
  accessTokenClaims,
  accessTokenType,
  idTokenClaims,
  type TokenFrame,
  tokenLifetime,
} from '../tokens/token-claims.ts';

/** What an answer is made of. */
export type Issue = {
  frame: TokenFrame;
  scopes: RequestedScopes;
  refreshToken: { token: string; expiresInSeconds: number } | undefined;
  /** Whether the client sent `client_info=1`, as Microsoft's libraries do. */
  wantsClientInfo: boolean;
};

/** Body of a successful answer: B2C's members, in B2C's order. Members that are undefined are not written. */
export type TokenResponse = Record<string, string | number | readonly object[] | undefined>;

/** Signs the tokens and composes the answer. Without a resource there is no access token at all, as in B2C. */
export async function tokenResponse(
  { signingKeys, tenant }: Pick<ProtocolServices, 'signingKeys' | 'tenant'>,
  issue: Issue,
): Promise<TokenResponse> {
  const { frame, scopes, refreshToken } = issue;
  const { resource } = scopes;
  const isOpenid = scopes.openidScopes.includes('openid');
  const key = await signingKeys.current();
  const [accessToken, idToken] = await Promise.all([
    resource && signToken(key, accessTokenClaims(frame, resource), accessTokenType(frame.userFlow)),
    isOpenid ? signToken(key, idTokenClaims(frame)) : undefined,
  ]);
  const lifetime = tokenLifetime(frame.userFlow);
  return {
    access_token: accessToken,
    id_token: idToken,
    token_type: 'Bearer',
    not_before: frame.now,
    ...(resource && { expires_in: lifetime, expires_on: frame.now + lifetime, resource: resource.applicationId }),
    ...(idToken !== undefined && aboutPerson(issue, tenant)),
    scope: scopeMember(issue),
    refresh_token: refreshToken?.token,
    refresh_token_expires_in: refreshToken?.expiresInSeconds,
    authorization_details: frame.grant.content.transactions,
  };
}

/** `client_info` stands in place of the two older members. Its uid names the user flow: libraries cache by it. */
function aboutPerson({ frame, wantsClientInfo }: Issue, tenant: Tenant): TokenResponse {
  const { grant, userFlow } = frame;
  if (wantsClientInfo) {
    const uid = `${grant.accountId}-${userFlow.name.toLowerCase()}`;
    return { client_info: encodeJson({ uid, utid: tenant.id }) };
  }
  const profile = {
    ver: '1.0',
    tid: tenant.id,
    sub: null,
    name: grant.content.claims.name ?? null,
    preferred_username: null,
    idp: null,
  };
  return { id_token_expires_in: tokenLifetime(userFlow), profile_info: encodeJson(profile) };
}

function scopeMember({ scopes, wantsClientInfo }: Issue): string {
  if (scopes.resource) return scopes.resource.fullScopes.join(' ');
  if (wantsClientInfo) return '';
  return [...scopes.openidScopes].sort().join(' ');
}
