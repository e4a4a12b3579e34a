import { ProtocolError } from '../errors/protocol-error.ts';
import { findApplication } from '../tenant/find.ts';
import type { Application, Tenant } from '../tenant/tenant.ts';
import type { ResourceAccess } from './authorization-request.ts';

/** What a `scope` parameter asks for, after dropping what was not granted. */
export type RequestedScopes = { openidScopes: readonly string[]; resource?: ResourceAccess };

/** Whatever is neither a space nor printable ASCII without quotes and backslash (RFC 6749 3.3). */
const NO_SCOPE_CHARACTER = /[^ !#-[\]-~]/u;

const OPENID_SCOPES = new Set(['openid', 'offline_access', 'profile', 'email']);

/**
 * Reads a `scope` parameter: OpenID's own words, and scopes of at most one resource, which is an API or, by its
 * client id, the client itself. Scopes that no administrator granted are dropped while one remains.
 * @throws ProtocolError AADB2C99005 a character that no scope has, AADB2C90117 unknown scope, AADB2C90146 two resources,
 * AADB2C90205 nothing granted.
 */
export function parseScopes(tenant: Tenant, client: Application, scope: string): RequestedScopes {
  const [character] = NO_SCOPE_CHARACTER.exec(scope) ?? [];
  if (character !== undefined) throw new ProtocolError('AADB2C99005', { character });
  const words = [...new Set(scope.split(' ').filter((word) => word !== ''))];
  const openidScopes = words.filter((word) => OPENID_SCOPES.has(word));
  const wanted = words.filter((word) => !OPENID_SCOPES.has(word)).map((word) => resourceScope(tenant, client, word));
  const [first] = wanted;
  if (!first) return { openidScopes };
  if (wanted.some(({ applicationId }) => applicationId !== first.applicationId))
    throw new ProtocolError('AADB2C90146', { scope });
  return { openidScopes, resource: grantedAccess(client, first.applicationId, wanted) };
}

type ResourceScope = { applicationId: string; short: string; full: string };

function resourceScope(tenant: Tenant, client: Application, word: string): ResourceScope {
  if (findApplication({ ...tenant, applications: [client] }, word))
    return { applicationId: client.id, short: '', full: client.id };
  for (const { id, exposes } of tenant.applications) {
    const short = exposes?.scopes.find((name) => word.toLowerCase() === `${exposes.appIdUri}/${name}`.toLowerCase());
    if (exposes && short !== undefined) return { applicationId: id, short, full: `${exposes.appIdUri}/${short}` };
  }
  throw new ProtocolError('AADB2C90117', { scope: word });
}

function grantedAccess(client: Application, applicationId: string, wanted: readonly ResourceScope[]): ResourceAccess {
  if (applicationId === client.id) return { applicationId, scopes: [], fullScopes: [client.id] };
  const granted = wanted.filter(({ full }) => client.grantedScopes.includes(full));
  if (granted.length === 0) throw new ProtocolError('AADB2C90205');
  return { applicationId, scopes: granted.map(({ short }) => short), fullScopes: granted.map(({ full }) => full) };
}
