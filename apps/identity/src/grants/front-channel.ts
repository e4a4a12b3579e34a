import type { FinishedRun } from '../journey/journey.ts';
import type { ProtocolServices } from '../services.ts';
import { issuerOf } from '../tokens/issuer.ts';
import { signToken } from '../tokens/sign.ts';
import {
  accessTokenClaims,
  accessTokenType,
  idTokenClaims,
  type TokenFrame,
  tokenLifetime,
} from '../tokens/token-claims.ts';
import type { Grant } from './grant.ts';
import type { IssuedCode } from './issue-code.ts';

/** Members of an authorization response that carries tokens itself (implicit and hybrid flows, OIDC Core 3.2, 3.3). */
export type FrontChannel = Record<string, string | number>;

/** Signs the tokens that a request wants from the authorization endpoint itself; mostly none. */
export async function frontChannelTokens(
  services: Pick<ProtocolServices, 'signingKeys' | 'clock' | 'tenant'>,
  { run, grant, code }: { run: FinishedRun; grant: Grant; code: IssuedCode | undefined },
): Promise<FrontChannel> {
  const { responseTypes, resource } = run.request;
  if (!responseTypes.includes('id_token') && !responseTypes.includes('token')) return {};
  const key = await services.signingKeys.current();
  const frame: TokenFrame = {
    issuer: issuerOf(grant.content.issuerOrigin, services.tenant, run.userFlow),
    userFlow: run.userFlow,
    grant,
    now: Math.floor(services.clock().getTime() / 1000),
  };
  const members: FrontChannel = {};
  let accessToken: string | undefined;
  if (responseTypes.includes('token') && resource) {
    accessToken = await signToken(key, accessTokenClaims(frame, resource), accessTokenType(run.userFlow));
    members.access_token = accessToken;
    members.token_type = 'Bearer';
    members.expires_in = tokenLifetime(run.userFlow);
    members.scope = resource.fullScopes.join(' ');
  }
  if (responseTypes.includes('id_token'))
    members.id_token = await signToken(key, idTokenClaims(frame, { code: code?.code, accessToken }));
  return members;
}
