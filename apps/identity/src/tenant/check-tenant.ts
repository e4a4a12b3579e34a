import { brandingFaults } from '../branding/check-branding.ts';
import { peopleFaults } from './check-people.ts';
import { customAttributeNames } from './find.ts';
import type { Application, Tenant, UserFlow } from './tenant.ts';

/** What is wrong with a tenant, and where. */
export type TenantFault = { path: (string | number)[]; message: string };

/** Finds what no single line shows: names given twice, grants of what nobody exposes, factors that cannot be asked. */
export function findFaults(tenant: Tenant): TenantFault[] {
  const { userFlows, applications } = tenant;
  return [
    ...repeated(userFlows.map(({ name }) => name)).map((index) => ({
      path: ['userFlows', index, 'name'],
      message: 'another user flow has this name',
    })),
    ...repeated(applications.map(({ id }) => id)).map((index) => ({
      path: ['applications', index, 'id'],
      message: 'another application has this id',
    })),
    ...repeated(tenant.customAttributes.map(({ name }) => name)).map((index) => ({
      path: ['customAttributes', index, 'name'],
      message: 'another custom attribute has this name',
    })),
    ...userFlows.flatMap((userFlow, index) => attributeFaults(tenant, userFlow, ['userFlows', index])),
    ...userFlows.flatMap((userFlow, index) => factorFaults(userFlow, ['userFlows', index])),
    ...userFlows.flatMap((userFlow, index) => extensionFaults(userFlow, ['userFlows', index])),
    ...userFlows.flatMap((userFlow, index) => keepFaults(userFlow, ['userFlows', index])),
    ...userFlows.flatMap((userFlow, index) => resetFaults(userFlow, ['userFlows', index])),
    ...userFlows.flatMap((userFlow, index) => tokenFaults(userFlow, ['userFlows', index])),
    ...applications.flatMap((application, index) => applicationFaults(tenant, application, ['applications', index])),
    ...peopleFaults(tenant),
    ...brandingFaults(tenant.branding, ['branding']),
    ...applications.flatMap(({ branding }, index) => brandingFaults(branding, ['applications', index, 'branding'])),
  ];
}

function repeated(names: readonly string[]): number[] {
  const lower = names.map((name) => name.toLowerCase());
  return lower.flatMap((name, index) => (lower.indexOf(name) < index ? [index] : []));
}

function attributeFaults(tenant: Tenant, userFlow: UserFlow, at: TenantFault['path']): TenantFault[] {
  const declared = new Set<string>(customAttributeNames(tenant));
  const message = 'customAttributes declares no attribute of this name';
  return (['attributes', 'claims'] as const).flatMap((member) =>
    userFlow[member].flatMap((name, index) =>
      name.startsWith('extension_') && !declared.has(name) ? [{ path: [...at, member, index], message }] : [],
    ),
  );
}

function factorFaults({ kind, secondFactor }: UserFlow, at: TenantFault['path']): TenantFault[] {
  const path = [...at, 'secondFactor'];
  if (kind === 'account' && (secondFactor.enforcement !== 'always' || secondFactor.reuse !== 'never'))
    return [{ path, message: 'this kind changes what proves: write enforcement: always and reuse: never' }];
  if (secondFactor.enforcement === 'off') return [];
  if (kind === 'resource-owner-password')
    return [{ path, message: 'this kind has no pages to ask for a second factor' }];
  if (secondFactor.enforcement === 'conditional' && !secondFactor.when)
    return [{ path, message: 'say when: the rules by which a conditional second factor is asked for' }];
  return secondFactor.methods.length > 0 ? [] : [{ path, message: 'name at least one method' }];
}

function extensionFaults({ kind, extensions }: UserFlow, at: TenantFault['path']): TenantFault[] {
  if (kind !== 'resource-owner-password' || !extensions.includes('pushed-authorization-requests')) return [];
  return [{ path: [...at, 'extensions'], message: 'this kind has no authorization requests to push' }];
}

function keepFaults({ kind, session }: UserFlow, at: TenantFault['path']): TenantFault[] {
  if (session.keepSignedInDays === undefined) return [];
  const path = [...at, 'session', 'keepSignedInDays'];
  if (session.scope === 'suppressed') return [{ path, message: 'the flow keeps no session that could be kept' }];
  return ['sign-up-and-sign-in', 'sign-in', 'profile-editing'].includes(kind)
    ? []
    : [{ path, message: 'only sign-up-and-sign-in, sign-in and profile-editing offer it' }];
}

function resetFaults({ kind, forcedPasswordReset }: UserFlow, at: TenantFault['path']): TenantFault[] {
  const signsIn = !['sign-up', 'password-reset', 'resource-owner-password'].includes(kind);
  if (!forcedPasswordReset || signsIn) return [];
  return [{ path: [...at, 'forcedPasswordReset'], message: 'this kind signs nobody in with a password on a page' }];
}

function tokenFaults({ tokens, claims, extensions }: UserFlow, at: TenantFault['path']): TenantFault[] {
  return [
    ...(tokens.subject === 'not-supported' && !claims.includes('oid')
      ? [{ path: [...at, 'tokens', 'subject'], message: 'tokens would name nobody: put oid among claims' }]
      : []),
    ...(tokens.userFlowClaim === 'acr' && extensions.includes('authentication-context')
      ? [{ path: [...at, 'tokens', 'userFlowClaim'], message: 'acr is taken by the extension authentication-context' }]
      : []),
  ];
}

function applicationFaults(tenant: Tenant, application: Application, at: TenantFault['path']): TenantFault[] {
  const { kind, secrets, grantedScopes, grantedAppRoles = [] } = application;
  const exposed = tenant.applications.flatMap(({ exposes }) => (exposes ? [exposes] : []));
  const scopes = exposed.flatMap(({ appIdUri, scopes }) => scopes.map((scope) => `${appIdUri}/${scope}`));
  const roles = exposed.flatMap(({ appIdUri, appRoles = [] }) => appRoles.map((role) => `${appIdUri}/${role}`));
  const unknown = (member: string, granted: readonly string[], known: readonly string[]): TenantFault[] =>
    granted.flatMap((name, index) =>
      known.includes(name) ? [] : [{ path: [...at, member, index], message: 'no application exposes this' }],
    );
  return [
    ...(kind !== 'web' && secrets.length > 0
      ? [{ path: [...at, 'secrets'], message: 'only the kind web can keep a secret' }]
      : []),
    ...frontChannelFaults(application, at),
    ...unknown('grantedScopes', grantedScopes, scopes),
    ...unknown('grantedAppRoles', grantedAppRoles, roles),
  ];
}

/** Scheme, host and port are those of a redirect URI (OpenID Connect Front-Channel Logout 1.0, section 2). */
function frontChannelFaults(application: Application, at: TenantFault['path']): TenantFault[] {
  const { frontChannelLogoutUri: uri, frontChannelLogoutSessionRequired: isRequired, redirectUris } = application;
  if (uri === undefined) {
    const path = [...at, 'frontChannelLogoutSessionRequired'];
    return isRequired ? [{ path, message: 'write the frontChannelLogoutUri to which they are added' }] : [];
  }
  const { origin } = new URL(uri);
  if (redirectUris.some((redirectUri) => new URL(redirectUri).origin === origin)) return [];
  const message = 'write an address of the scheme, host and port of one of redirectUris';
  return [{ path: [...at, 'frontChannelLogoutUri'], message }];
}
