import { type Attributes, BUILT_IN_ATTRIBUTES, readAttribute } from '../accounts/attributes.ts';
import { customAttributeNames } from '../tenant/find.ts';
import type { AttributeName, Tenant } from '../tenant/tenant.ts';
import { ENGLISH } from '../words/english/english.ts';
import type { Fault } from './account-record.ts';

/** The tenant's profile attributes: the built-in ones and its own, whether a user flow collects them or not. */
export function profileNames(tenant: Pick<Tenant, 'customAttributes'>): readonly AttributeName[] {
  return [...BUILT_IN_ATTRIBUTES, ...customAttributeNames(tenant)];
}

/** Whether the tenant has a profile attribute of this name. */
export function isProfileName(tenant: Pick<Tenant, 'customAttributes'>, name: string): name is AttributeName {
  return profileNames(tenant).some((known) => known === name);
}

/** Reads the attributes that a file gives an account. Any may be missing: nobody sits before a form here. */
export function readProfile(
  tenant: Tenant,
  given: Readonly<Record<string, string>>,
): { attributes: Attributes; faults: readonly Omit<Fault, 'line'>[] } {
  const attributes: Attributes = {};
  const faults: Omit<Fault, 'line'>[] = [];
  for (const name of profileNames(tenant)) {
    const text = given[name]?.trim() ?? '';
    if (text === '') continue;
    const { value, fault } = readAttribute({ tenant, words: ENGLISH }, name, text);
    if (fault === undefined) attributes[name] = value;
    else faults.push({ field: name, message: fault });
  }
  return { attributes, faults };
}
