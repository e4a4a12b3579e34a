import { ATTRIBUTE_ORDER, type Attributes, parseAttributes } from '../accounts/attributes.ts';
import type { Tenant } from '../tenant/tenant.ts';
import type { Fault } from './account-record.ts';

/** Whether the tenant has a profile attribute of this name. */
export function isProfileName(_tenant: Tenant, name: string): boolean {
  return ATTRIBUTE_ORDER.some((known) => known === name);
}

/** Reads the attributes that a file gives an account. Any may be missing: nobody sits before a form here. */
export function readProfile(
  _tenant: Tenant,
  given: Readonly<Record<string, string>>,
): { attributes: Attributes; faults: readonly Omit<Fault, 'line'>[] } {
  const read = ATTRIBUTE_ORDER.filter((name) => given[name]?.trim()).map((name) => parseAttributes([name], given));
  const attributes: Attributes = Object.assign({}, ...read.map((each) => each.attributes));
  return { attributes, faults: read.flatMap(({ errors }) => errors) };
}
