import type { IdentityConfig } from '../config.ts';
import { demoTenant } from './demo-tenant.ts';
import type { Tenant } from './tenant.ts';
import { readTenantFile } from './tenant-file.ts';

/**
 * The tenant that these settings name: that of the file, or the built-in one.
 * @throws SettingsError when the file is wrong.
 */
export function tenantOf(config: Pick<IdentityConfig, 'tenantFile' | 'tenant' | 'portal' | 'api'>): Tenant {
  if (config.tenantFile !== undefined) return readTenantFile(config.tenantFile);
  return demoTenant({
    tenantId: config.tenant.id,
    tenantName: config.tenant.name,
    passwordReset: config.tenant.passwordReset,
    portal: config.portal,
    api: config.api,
  });
}
