import { z } from 'zod';

/** A setting that is missing or wrong. The message names the setting and says what to do; it never shows a secret. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/**
 * Reads settings from the environment through one schema; unknown variables are ignored.
 * @throws SettingsError naming every setting that is missing or wrong.
 */
export function readSettings<Schema extends z.ZodType>(
  schema: Schema,
  environment: Record<string, string | undefined>,
): z.output<Schema> {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const sentences = result.error.issues.map((issue) => {
    const name = issue.path.join('.');
    return given[name] === undefined
      ? `The setting ${name} is missing.`
      : `The setting ${name} is wrong: ${issue.message}.`;
  });
  throw new SettingsError(sentences.join('\n'));
}

/** A TCP port number, 0 to 65535; 0 lets the operating system choose. */
export const portSetting = z
  .string()
  .regex(/^\d{1,5}$/, 'a port is a number from 0 to 65535')
  .transform(Number)
  .refine((port) => port <= 65_535, 'a port is a number from 0 to 65535');

/** How many connections are kept to a PostgreSQL database, 1 to 999. */
export const poolSetting = z
  .string()
  .regex(/^[1-9]\d{0,2}$/, 'write a whole number of connections, 1 to 999')
  .transform(Number);

/** An origin such as `https://portal.example`: scheme, host and port, nothing after. */
export const originSetting = z.string().refine((text) => URL.parse(text)?.origin === text, {
  message: 'an origin is scheme, host and port with no path and no trailing slash, such as http://localhost:3000',
});

/** `true` or `false`. */
export const switchSetting = z
  .enum(['true', 'false'], { error: 'write true or false' })
  .transform((text) => text === 'true');

/** A comma-separated list; spaces around the parts are dropped. */
export const listSetting = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== ''),
);

/**
 * The environment with `NAME_ORIGIN` following `NAME_PORT` where only the port is set, so that moving a port is one setting.
 * A port that is none changes nothing: its own setting is refused by its own name.
 */
export function withOwnOrigin(
  environment: Record<string, string | undefined>,
  name: string,
): Record<string, string | undefined> {
  const port = environment[`${name}_PORT`] ?? '';
  const isPort = /^[1-9]\d{0,4}$/.test(port) && Number(port) <= 65_535;
  if (environment[`${name}_ORIGIN`] || !isPort) return environment;
  return { ...environment, [`${name}_ORIGIN`]: `http://localhost:${port}` };
}

/**
 * Does what a setting makes possible, such as opening its database.
 * @throws SettingsError naming the setting when its address is wrong or nobody answers there.
 */
export async function namingSetting<Result>(setting: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const { code, name, message } = error as NodeJS.ErrnoException;
    if (code === undefined && name !== 'DatabaseAddressError') throw error;
    throw new SettingsError(`The setting ${setting} is wrong, or what it names is away: ${message || code}.`);
  }
}
