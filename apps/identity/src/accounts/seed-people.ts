import { randomUUID } from 'node:crypto';
import { isUniqueViolation } from '@surety/database';
import { parsePhoneNumber } from '../factors/phone-number.ts';
import type { StepServices } from '../steps/services.ts';
import type { TenantPerson } from '../tenant/person-schema.ts';
import type { Tenant } from '../tenant/tenant.ts';
import type { Account } from './account.ts';
import { parseEmailAddress } from './email-address.ts';
import { type InsertServices, insertPerson } from './insert-person.ts';
import { NO_PASSWORD } from './password-hashes.ts';
import { readGivenAttributes } from './set-attributes.ts';
import { parseUserName } from './user-name.ts';

type Services = InsertServices & Pick<StepServices, 'passwords' | 'tenant'>;

/**
 * Gives the people of the tenant file accounts, where nobody has their address, user name or id. Whoever has one stays as they
 * are: people change their own passwords and profiles, and a file would undo it.
 */
export async function seedPeople(services: Services): Promise<void> {
  for (const person of services.tenant.people ?? []) {
    const account = accountOf(services.tenant, person, services.clock());
    if (await isThere(services, account)) continue;
    const { password, authenticatorApp: appSecret, phone = '' } = person;
    const passwordHash = password === undefined ? NO_PASSWORD : await services.passwords.hash(password);
    try {
      await insertPerson(services, { account, passwordHash, appSecret, phone: parsePhoneNumber(phone) });
    } catch (error) {
      // A replica that read the file at the same moment was first.
      if (!isUniqueViolation(error)) throw error;
    }
  }
}

async function isThere({ accounts }: Services, { id, email, userName }: Account): Promise<boolean> {
  const known =
    (await accounts.findByEmail(email)) ??
    (await accounts.find(id)) ??
    (userName === undefined ? undefined : await accounts.findByUserName(userName));
  return known !== undefined;
}

function accountOf(tenant: Tenant, person: TenantPerson, now: Date): Account {
  const read = readGivenAttributes(tenant, {}, person.attributes ?? {});
  const email = parseEmailAddress(person.email);
  if (email === undefined || 'faults' in read) throw new Error('a tenant file with such a person is refused');
  const userName = person.userName === undefined ? undefined : parseUserName(person.userName);
  return {
    id: person.id?.toLowerCase() ?? randomUUID(),
    email,
    ...(userName !== undefined && { userName }),
    attributes: read.attributes,
    createdAt: now,
    isDisabled: person.isDisabled ?? false,
    refreshTokensValidFrom: now,
    ...(person.mustChangePassword && { mustChangePassword: true }),
  };
}
