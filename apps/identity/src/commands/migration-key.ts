import { SettingsError, systemClock } from '@surety/web';
import type { IdentityConfig } from '../config.ts';
import { encryptionCertificate, keyIdOf } from '../password-migration/encryption-certificate.ts';
import { readMigrationKey } from '../password-migration/migration-key.ts';

/**
 * Prints what External ID encrypts passwords with; the key is made now when there is none. The private half is not shown.
 * @throws SettingsError when the endpoint is off, or the key cannot be used.
 */
export async function printMigrationKey({ passwordMigration }: Pick<IdentityConfig, 'passwordMigration'>) {
  if (!passwordMigration) throw new SettingsError('The endpoint is off. Give the setting MIGRATION_ENDPOINT=true.');
  const key = readMigrationKey(passwordMigration);
  const certificate = await encryptionCertificate(key, systemClock());
  const keyId = keyIdOf(key);
  const body = certificate.replace(/-----[^-]+-----|\s/g, '');
  const manifest = {
    keyCredentials: [{ keyId, type: 'AsymmetricX509Cert', usage: 'Encrypt', key: body }],
    tokenEncryptionKeyId: keyId,
  };
  return `${certificate}
Upload the certificate above to the application of the custom authentication extension, or put this into its manifest:

${JSON.stringify(manifest, null, 2)}`;
}
