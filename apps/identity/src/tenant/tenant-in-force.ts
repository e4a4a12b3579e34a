import { LANGUAGES } from '../words/language.ts';
import type { Tenant } from './tenant.ts';

/** A tenant that may be exchanged while the server runs: whoever holds `tenant` sees the one in force. */
export type TenantInForce = { tenant: Tenant; replace(next: Tenant): void };

export function createTenantInForce(first: Tenant): TenantInForce {
  let current = first;
  return {
    tenant: {
      get id() {
        return current.id;
      },
      get name() {
        return current.name;
      },
      get customAttributes() {
        return current.customAttributes;
      },
      get lockout() {
        return current.lockout ?? {};
      },
      get invalidClientStatus() {
        return current.invalidClientStatus ?? 400;
      },
      get errorWords() {
        return current.errorWords ?? {};
      },
      get languages() {
        return current.languages ?? LANGUAGES;
      },
      get branding() {
        return current.branding;
      },
      get userFlows() {
        return current.userFlows;
      },
      get applications() {
        return current.applications;
      },
      get people() {
        return current.people ?? [];
      },
      // A member of a tenant that is missing here would be read from its file and never be in force.
    } satisfies Record<keyof Tenant, unknown>,
    replace(next) {
      current = next;
    },
  };
}
