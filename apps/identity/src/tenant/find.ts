import type { Application, Tenant, UserFlow } from './tenant.ts';

/** Whether a word of a URL names this tenant: its domain name or its GUID, in any letter case. */
export function isTenant(tenant: Tenant, word: string): boolean {
  return isSame(tenant.name, word) || isSame(tenant.id, word);
}

/** The user flow of this name, in any letter case. */
export function findUserFlow(tenant: Tenant, name: string): UserFlow | undefined {
  return tenant.userFlows.find((userFlow) => isSame(userFlow.name, name));
}

/** The application with this application id, in any letter case. */
export function findApplication(tenant: Tenant, id: string): Application | undefined {
  return tenant.applications.find((application) => isSame(application.id, id));
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
