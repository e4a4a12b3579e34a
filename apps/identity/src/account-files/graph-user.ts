import { parseEmailAddress } from '../accounts/email-address.ts';
import type { AttributeName, Tenant } from '../tenant/tenant.ts';
import type { Reading } from './account-record.ts';
import { dateFault, idFault, type Members, textOf } from './members.ts';
import { isProfileName, readProfile } from './profile.ts';

/** Members of a Microsoft Graph user and the attributes that they are here. */
export const GRAPH_ATTRIBUTES: Readonly<Record<string, AttributeName>> = {
  displayName: 'name',
  givenName: 'given_name',
  surname: 'family_name',
  jobTitle: 'jobTitle',
  streetAddress: 'streetAddress',
  city: 'city',
  state: 'state',
  postalCode: 'postalCode',
  country: 'country',
};

const KEPT = new Set([
  'id',
  'accountEnabled',
  'createdDateTime',
  'identities',
  'passwordProfile',
  ...Object.keys(GRAPH_ATTRIBUTES),
]);

/** Whether a row is a user as Microsoft Graph writes it. */
export function isGraphUser(members: Members): boolean {
  return 'identities' in members || 'passwordProfile' in members || 'userPrincipalName' in members;
}

/**
 * Reads a user of Microsoft Graph (resource type user, v1.0). Extension attributes lose the application id in their name.
 * Passwords never leave Microsoft's directory; `passwordProfile` is there in files made for an import.
 */
export function readGraphUser(tenant: Tenant, members: Members): Reading {
  const given = new Map<string, string>();
  const lost: string[] = [];
  for (const [name, value] of Object.entries(members)) {
    if (value === null || value === undefined || name.startsWith('@odata.')) continue;
    const attribute = GRAPH_ATTRIBUTES[name] ?? name.replace(/^extension_[0-9a-f]{32}_/i, 'extension_');
    if (isProfileName(tenant, attribute)) given.set(attribute, textOf(value));
    else if (!KEPT.has(name)) lost.push(name);
  }
  const profile = readProfile(tenant, Object.fromEntries(given));
  const address = readIdentities(members.identities);
  const id = idFault(members.id ?? undefined);
  const created = dateFault(members.createdDateTime ?? undefined);
  const faults = [
    ...('message' in address ? [{ field: 'identities', message: address.message }] : []),
    ...(id === undefined ? [] : [{ field: 'id', message: id }]),
    ...(created === undefined ? [] : [{ field: 'createdDateTime', message: created }]),
    ...profile.faults,
  ];
  if (faults.length > 0 || 'message' in address) {
    return { faults, isUnsupported: 'isUnsupported' in address && faults.length === 1 };
  }
  return { account: { email: address.email, attributes: profile.attributes, ...facts(members) }, lost };
}

/** Of several ways to sign in only the e-mail address is taken. */
function readIdentities(identities: unknown): { email: string } | { message: string; isUnsupported?: true } {
  const all = (Array.isArray(identities) ? identities : []) as Members[];
  const addresses = all
    .filter(({ signInType }) => signInType === 'emailAddress')
    .map((each) => textOf(each.issuerAssignedId));
  const [address = ''] = addresses;
  if (addresses.length > 1) return { message: 'holds several e-mail addresses; an account has one.' };
  if (addresses.length === 0) {
    const others = [...new Set(all.map(({ signInType }) => textOf(signInType)))].join(', ') || 'nothing';
    return { message: `holds no sign-in by emailAddress, but ${others}.`, isUnsupported: true };
  }
  const email = parseEmailAddress(address);
  return email === undefined ? { message: `"${address.slice(0, 80)}" is no e-mail address.` } : { email };
}

function facts({ id, createdDateTime, accountEnabled, passwordProfile }: Members) {
  const { password, forceChangePasswordNextSignIn } = (passwordProfile ?? {}) as Members;
  return {
    isDisabled: accountEnabled === false,
    mustChangePassword: forceChangePasswordNextSignIn === true,
    ...(id != null && { id: textOf(id).toLowerCase() }),
    ...(createdDateTime != null && { createdAt: new Date(textOf(createdDateTime)) }),
    ...(typeof password === 'string' && password !== '' && { password }),
  };
}
