import type { AttributeName, Tenant } from '../tenant/tenant.ts';
import { languageFor } from '../words/choose-language.ts';
import type { Reading } from './account-record.ts';
import { readIdentities } from './graph-identities.ts';
import { dateFault, idFault, isNoText, type Members, textOf } from './members.ts';
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
  'preferredLanguage',
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
    const isAttribute = isProfileName(tenant, attribute);
    if (isAttribute && !isNoText(value)) given.set(attribute, textOf(value));
    else if (isAttribute || !KEPT.has(name) || isOtherLanguage(name, value)) lost.push(name);
  }
  const profile = readProfile(tenant, Object.fromEntries(given));
  const names = readIdentities(members);
  const id = idFault(members.id ?? undefined);
  const created = dateFault(members.createdDateTime ?? undefined);
  const faults = [
    ...('message' in names ? [{ field: 'identities', message: names.message }] : []),
    ...(id === undefined ? [] : [{ field: 'id', message: id }]),
    ...(created === undefined ? [] : [{ field: 'createdDateTime', message: created }]),
    ...profile.faults,
  ];
  if (faults.length > 0 || 'message' in names) {
    return { faults, isUnsupported: 'isUnsupported' in names && faults.length === 1 };
  }
  return { account: { ...names, attributes: profile.attributes, ...facts(members) }, lost };
}

// Who prefers a language that we do not write reads what their browser asks for.
function isOtherLanguage(name: string, value: unknown): boolean {
  return name === 'preferredLanguage' && (isNoText(value) || languageFor(textOf(value)) === undefined);
}

function facts({ id, createdDateTime, accountEnabled, passwordProfile, preferredLanguage }: Members) {
  const language = typeof preferredLanguage === 'string' ? languageFor(preferredLanguage) : undefined;
  const { password, forceChangePasswordNextSignIn } = (passwordProfile ?? {}) as Members;
  return {
    isDisabled: accountEnabled === false,
    mustChangePassword: forceChangePasswordNextSignIn === true,
    ...(id != null && { id: textOf(id).toLowerCase() }),
    ...(createdDateTime != null && { createdAt: new Date(textOf(createdDateTime)) }),
    ...(language && { language }),
    ...(typeof password === 'string' && password !== '' && { password }),
  };
}
