import { parseEmailAddress } from '../accounts/email-address.ts';
import { readGivenAttributes } from '../accounts/set-attributes.ts';
import { parseUserName } from '../accounts/user-name.ts';
import { parsePhoneNumber } from '../factors/phone-number.ts';
import type { TenantPerson } from './person-schema.ts';
import type { Tenant } from './tenant.ts';

type Fault = { path: (string | number)[]; message: string };

/** What is wrong with the people of a tenant file. No message repeats a password or a secret. */
export function peopleFaults({ people = [], ...tenant }: Pick<Tenant, 'people' | 'customAttributes'>): Fault[] {
  return [
    ...people.flatMap((person, index) =>
      personFaults(tenant, person).map(({ path, message }) => ({ path: ['people', index, ...path], message })),
    ),
    ...(['id', 'email', 'userName'] as const).flatMap((member) =>
      repeated(people.map((person) => person[member])).map((index) => ({
        path: ['people', index, member],
        message: 'stands at another person already',
      })),
    ),
  ];
}

function personFaults(tenant: Pick<Tenant, 'customAttributes'>, person: TenantPerson): Fault[] {
  const { email, userName, phone, attributes = {}, password, mustChangePassword } = person;
  const read = readGivenAttributes(tenant, {}, attributes);
  const fault = (member: string, message: string) => ({ path: [member], message });
  return [
    ...(parseEmailAddress(email) === undefined ? [fault('email', 'this is no address')] : []),
    ...(userName !== undefined && parseUserName(userName) === undefined
      ? [fault('userName', 'this is no user name')]
      : []),
    ...(phone !== undefined && parsePhoneNumber(phone) === undefined
      ? [fault('phone', 'write a number such as +436600000000')]
      : []),
    ...(mustChangePassword && password === undefined
      ? [fault('mustChangePassword', 'there is no password to change')]
      : []),
    ...('faults' in read ? read.faults.map((message) => fault('attributes', message)) : []),
  ];
}

function repeated(values: readonly (string | undefined)[]): number[] {
  const lower = values.map((value) => value?.trim().toLowerCase());
  return lower.flatMap((value, index) => (value !== undefined && lower.indexOf(value) < index ? [index] : []));
}
