import { createHash } from 'node:crypto';
import { ProtocolError } from '../errors/protocol-error.ts';
import type { Application, Tenant } from '../tenant/tenant.ts';
import { issuerOf } from '../tokens/issuer.ts';
import { signToken } from '../tokens/sign.ts';
import { accessTokenType, clientTokenClaims, tokenLifetime } from '../tokens/token-claims.ts';
import type { Redemption, RedemptionServices } from './redemption.ts';
import { requireParameter } from './token-request.ts';
import type { TokenResponse } from './token-response.ts';

/**
 * A token for an application itself, without a person (RFC 6749 4.4): for one API, asked for as `APP-ID-URI/.default`,
 * with the app roles that an administrator granted. Every user flow's token endpoint gives it; nothing names the flow.
 * @throws ProtocolError AADB2C90058 a public client, AADB2C90083, AADB2C90117, AADB2C90146, AADB2C90205
 */
export async function redeemClientCredentials(
  services: Pick<RedemptionServices, 'signingKeys' | 'clock' | 'tenant' | 'issuerOrigin'>,
  { userFlow, application, request }: Redemption,
): Promise<TokenResponse> {
  const { tenant, clock, signingKeys, issuerOrigin } = services;
  if (application.kind !== 'web') throw new ProtocolError('AADB2C90058');
  const resource = findResource(tenant, requireParameter(request, 'scope'));
  const roles = grantedRoles(application, resource);
  const now = Math.floor(clock().getTime() / 1000);
  const lifetime = tokenLifetime(userFlow);
  const claims = clientTokenClaims({
    issuer: issuerOf(issuerOrigin, tenant, userFlow),
    audience: resource.id,
    subject: servicePrincipalId(tenant, application),
    clientId: application.id,
    roles,
    userFlow,
    now,
    lifetime,
  });
  return {
    access_token: await signToken(await signingKeys.current(), claims, accessTokenType(userFlow)),
    token_type: 'Bearer',
    not_before: now,
    expires_in: lifetime,
    expires_on: now + lifetime,
    resource: resource.id,
  };
}

const DEFAULT = '/.default';

function findResource(tenant: Tenant, scope: string): Application {
  const words = [...new Set(scope.split(' ').filter((word) => word !== ''))];
  const [first, ...others] = words.map((word) => {
    const asked = word.endsWith(DEFAULT) ? word.slice(0, -DEFAULT.length).toLowerCase() : undefined;
    const found = tenant.applications.find(
      ({ id, exposes }) => asked !== undefined && [id, exposes?.appIdUri].some((name) => name?.toLowerCase() === asked),
    );
    if (!found) throw new ProtocolError('AADB2C90117', { scope: word });
    return found;
  });
  if (!first) throw new ProtocolError('AADB2C90083', { name: 'scope' });
  if (others.some(({ id }) => id !== first.id)) throw new ProtocolError('AADB2C90146', { scope });
  return first;
}

function grantedRoles(application: Application, { exposes }: Application): string[] {
  const roles = (exposes?.appRoles ?? []).filter((role) =>
    application.grantedAppRoles?.includes(`${exposes?.appIdUri}/${role}`),
  );
  if (roles.length === 0) throw new ProtocolError('AADB2C90205');
  return roles;
}

/** The object that stands for an application in its tenant: a GUID that follows from both (RFC 9562 5.8). */
function servicePrincipalId(tenant: Tenant, { id }: Application): string {
  const bytes = createHash('sha256').update(`service-principal:${tenant.id}:${id}`.toLowerCase()).digest();
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
