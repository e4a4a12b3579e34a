import { shownName } from '../branding/branding.ts';
import { LANGUAGES, type Language } from '../words/language.ts';
import type { Application, CustomAttribute, CustomAttributeName, Tenant, UserFlow } from './tenant.ts';

/** Whether a word of a URL names this tenant: its domain name or its GUID, in any letter case. */
export function isTenant(tenant: Tenant, word: string): boolean {
  return isSame(tenant.name, word) || isSame(tenant.id, word);
}

/** The user flow of this name, in any letter case. */
export function findUserFlow(tenant: Tenant, name: string): UserFlow | undefined {
  return tenant.userFlows.find((userFlow) => isSame(userFlow.name, name));
}

/** The languages of a user flow, or of the tenant where there is none; the default first. */
export function languagesOf(tenant: Pick<Tenant, 'languages'>, userFlow?: UserFlow): readonly Language[] {
  return userFlow?.languages ?? tenant.languages ?? LANGUAGES;
}

/** The application with this application id, in any letter case. */
export function findApplication(tenant: Tenant, id: string): Application | undefined {
  return tenant.applications.find((application) => isSame(application.id, id));
}

/** What people are told that an application is called; of one that is gone, its id. */
export function shownNameOf(tenant: Tenant, id: string): string {
  const application = findApplication(tenant, id);
  return application ? shownName(application) : id;
}

/** The custom attribute that this name of a form, an account or a claim stands for. */
export function findCustomAttribute(
  { customAttributes }: Pick<Tenant, 'customAttributes'>,
  name: string,
): CustomAttribute | undefined {
  return customAttributes.find((attribute) => `extension_${attribute.name}` === name);
}

/** What the field of a custom attribute is called in this language. */
export function labelOf({ label, labels }: CustomAttribute, language: Language): string {
  return labels?.[language] ?? label;
}

/** Whether a name is that of a custom attribute, declared or not. */
export function isCustomAttributeName(name: string): name is CustomAttributeName {
  return name.startsWith('extension_');
}

/** The tenant's custom attributes by the names of their claims, in the order of the file. */
export function customAttributeNames({ customAttributes }: Pick<Tenant, 'customAttributes'>): CustomAttributeName[] {
  return customAttributes.map(({ name }) => `extension_${name}` as const);
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
