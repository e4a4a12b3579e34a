import type { z } from 'zod';

/** What the reference of settings says about one: its meaning, and its default where the schema's own would not tell. */
export type SettingWords = { says: string; default?: string };

/** Words about every setting of a schema: one that is missing is a type error. */
export type SettingsReference<Schema extends z.ZodObject> = Record<keyof z.output<Schema>, SettingWords>;

/** One row of the reference. */
export type SettingRow = { name: string; default: string; says: string };

/** Words about the settings that every app has. */
export const COMMON_SETTINGS = {
  DATA_DIR: { says: 'SQLite files, generated secrets, the local CA' },
  LOG_LEVEL: {
    says: 'fatal, error, warn, info, debug, trace or silent',
    default: '`info`; `warn` under `npm start`',
  },
  TRUSTED_PROXIES: { says: 'addresses of the proxies whose `X-Forwarded-*` headers count', default: 'nobody' },
} satisfies Record<string, SettingWords>;

/** The rows of one schema, in the order of the words. */
export function settingRows<Schema extends z.ZodObject>(
  schema: Schema,
  reference: SettingsReference<Schema>,
): SettingRow[] {
  const words = Object.entries<SettingWords>(reference);
  return words.map(([name, { says, default: told }]) => ({ name, says, default: told ?? defaultOf(schema, name) }));
}

function defaultOf(schema: z.ZodObject, name: string): string {
  const setting = schema.shape[name] as z.ZodType | undefined;
  const { defaultValue } = (setting?.def ?? {}) as { defaultValue?: unknown };
  const isEmpty = defaultValue === undefined || (Array.isArray(defaultValue) && defaultValue.length === 0);
  return isEmpty ? 'none' : `\`${String(defaultValue)}\``;
}
