import { SettingsError, switchSetting } from '@surety/web';
import { z } from 'zod';
import { isLoopback } from '../doors/loopback.ts';

/** The External ID tenant that may ask, and the key its questions are encrypted for. */
export type PasswordMigrationConfig = {
  /** Stands in `iss` of the tokens by which External ID proves itself. */
  issuer: string;
  /** Stands in their `aud`: the application of the custom authentication extension. */
  audience: string;
  /** The private key, PEM; made in the data folder when there is none. */
  keyFile?: string;
  dataFolder: string;
};

/** The settings of the endpoint, among identity's. */
export const passwordMigrationSettings = {
  MIGRATION_ENDPOINT: switchSetting.default(false),
  MIGRATION_ISSUER: z
    .url({ protocol: /^https?$/, error: 'write an issuer such as https://GUID.ciamlogin.com/GUID/v2.0' })
    .refine((issuer) => issuer.startsWith('https:') || isLoopback(issuer), 'it has to be https')
    .optional(),
  MIGRATION_AUDIENCE: z.string().optional(),
  MIGRATION_KEY_FILE: z.string().optional(),
};

type MigrationSettings = z.output<z.ZodObject<typeof passwordMigrationSettings>> & { DATA_DIR: string };

/**
 * What the endpoint needs, where it is switched on.
 * @throws SettingsError where it is on and the settings do not say who may ask.
 */
export function passwordMigrationConfig(settings: MigrationSettings): PasswordMigrationConfig | undefined {
  if (!settings.MIGRATION_ENDPOINT) return undefined;
  const { MIGRATION_ISSUER: issuer, MIGRATION_AUDIENCE: audience, MIGRATION_KEY_FILE: keyFile } = settings;
  if (issuer === undefined || audience === undefined)
    throw new SettingsError(
      `The setting ${issuer === undefined ? 'MIGRATION_ISSUER' : 'MIGRATION_AUDIENCE'} is missing: MIGRATION_ENDPOINT lets one External ID tenant test passwords, and has to know which.`,
    );
  return { issuer, audience, dataFolder: settings.DATA_DIR, ...(keyFile !== undefined && { keyFile }) };
}
