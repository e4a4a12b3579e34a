import { SettingsError } from '@surety/web';
import type { Attributes } from '../../accounts/attributes.ts';
import { type GivenAttributes, readGivenAttributes } from '../../accounts/set-attributes.ts';
import type { Tenant } from '../../tenant/tenant.ts';
import { UsageError } from '../command.ts';

/** Reads `--attribute NAME=VALUE`, each as often as it is given. @throws UsageError for what is no pair. */
export function readPairs(texts: readonly string[]): GivenAttributes {
  return Object.fromEntries(texts.map(readPair));
}

/**
 * The attributes that an account holds with what an operator gives it.
 * @throws SettingsError naming each attribute that is wrong.
 */
export function attributesWith(tenant: Tenant, held: Attributes, given: GivenAttributes): Attributes {
  const read = readGivenAttributes(tenant, held, given);
  if ('faults' in read) throw new SettingsError(`${read.faults.join('\n')}\nNothing was changed.`);
  return read.attributes;
}

function readPair(text: string): [name: string, value: string] {
  const at = text.indexOf('=');
  if (at < 1) throw new UsageError(`"${text}" is not NAME=VALUE.`);
  return [text.slice(0, at), text.slice(at + 1)];
}
