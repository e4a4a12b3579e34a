import type { Transaction } from '@surety/database';
import type { Clock } from '@surety/web';
import { isProfileName } from '../account-files/profile.ts';
import type { IdentityTables } from '../database.ts';
import { isCustomAttributeName } from '../tenant/find.ts';
import type { Tenant } from '../tenant/tenant.ts';
import { ENGLISH } from '../words/english/english.ts';
import type { AccountRepository } from './account-repository.ts';
import { type Attributes, readAttribute } from './attributes.ts';
import { CUSTOM_LIMITS } from './custom-attributes.ts';

/** Attributes as an operator gives them, by the names of their claims (`extension_Roles`); empty takes one away. */
export type GivenAttributes = Readonly<Record<string, string>>;

/**
 * Reads what an operator gives for an account: any attribute that the tenant has, whether a user flow collects it or not.
 * What is not named stays as it is.
 * @returns the attributes that the account holds afterwards, or a sentence for each fault.
 */
export function readGivenAttributes(
  tenant: Pick<Tenant, 'customAttributes'>,
  held: Attributes,
  given: GivenAttributes,
): { attributes: Attributes } | { faults: readonly string[] } {
  const attributes: Attributes = { ...held };
  const faults: string[] = [];
  for (const [name, text] of Object.entries(given)) {
    if (!isProfileName(tenant, name)) {
      faults.push(`${name}: the tenant has no such attribute.`);
      continue;
    }
    delete attributes[name];
    if (text.trim() === '') continue;
    const { value, fault } = readAttribute({ tenant, words: ENGLISH }, name, text);
    if (fault === undefined) attributes[name] = value;
    else faults.push(`${name}: ${fault}`);
  }
  if (Object.keys(attributes).filter(isCustomAttributeName).length > CUSTOM_LIMITS.perAccount)
    faults.push(`One account holds up to ${CUSTOM_LIMITS.perAccount} custom attributes.`);
  return faults.length > 0 ? { faults } : { attributes };
}

/**
 * Keeps what an operator gave an account. Its sessions and refresh tokens end, so that no token goes on claiming what was
 * taken away; an access token that is out already lives on for its minutes.
 */
export async function setAttributes(
  services: { accounts: Pick<AccountRepository, 'changeAttributes' | 'endTokens'>; clock: Clock },
  transaction: Transaction<IdentityTables>,
  { accountId, attributes }: { accountId: string; attributes: Attributes },
): Promise<void> {
  await services.accounts.changeAttributes(transaction, accountId, attributes);
  await services.accounts.endTokens(transaction, accountId, services.clock());
}
