import type { IdentityConfig } from '../config.ts';
import { demoTenant } from './demo-tenant.ts';
import type { Tenant } from './tenant.ts';

/**
 * The tenant that these settings name: that of the file, or the built-in one.
 * @throws SettingsError when the file is wrong.
 */
export async function tenantOf(
  config: Pick<IdentityConfig, 'tenantFile' | 'tenant' | 'portal' | 'api' | 'origin' | 'hasStartPage'>,
): Promise<Tenant> {
  if (config.tenantFile !== undefined) {
    // Loading the parser takes time that a start without a file need not spend.
    const { readTenantFile } = await import('./tenant-file.ts');
    return readTenantFile(config.tenantFile);
  }
  return demoTenant({
    tenantId: config.tenant.id,
    tenantName: config.tenant.name,
    passwordReset: config.tenant.passwordReset,
    portal: config.portal,
    api: config.api,
    ...(config.hasStartPage && { viewerOrigin: config.origin }),
  });
}
