import type { Tenant, UserFlow } from '../tenant/tenant.ts';

/** The `iss` of a user flow's tokens and metadata, in the form that the flow chose. The slash at its end is part of it. */
export function issuerOf(issuerOrigin: string, tenant: Tenant, userFlow: UserFlow): string {
  if (userFlow.issuerForm === 'tenant') return `${issuerOrigin}/${tenant.id}/v2.0/`;
  return `${issuerOrigin}/tfp/${tenant.id}/${userFlow.name.toLowerCase()}/v2.0/`;
}
