import { randomUUID } from 'node:crypto';
import { isUniqueViolation } from '@surety/database';
import { parseEmailAddress, Refusal } from '@surety/web';
import { Secret, TOTP } from 'otpauth';
import type { Account } from '../accounts/account.ts';
import type { Attributes } from '../accounts/attributes.ts';
import { type InsertServices, insertPerson } from '../accounts/insert-person.ts';
import { makePassword } from '../accounts/make-password.ts';
import { readGivenAttributes } from '../accounts/set-attributes.ts';
import { parseUserName } from '../accounts/user-name.ts';
import type { StepServices } from '../steps/services.ts';
import type { NewPerson } from './requests.ts';

type Services = InsertServices & Pick<StepServices, 'passwords' | 'tenant'>;

const NAMED: Attributes = { given_name: 'Test', family_name: 'Person', name: 'Test Person' };

/** A person as a test knows them: everything that signs them in. */
export type TestPerson = {
  id: string;
  email: string;
  userName?: string;
  password: string;
  attributes: Attributes;
  appSecret?: string;
};

/**
 * Makes an account with what was asked for; what was not given is made up.
 * @throws Refusal (400, 409) when the address is none, or somebody has it.
 */
export async function createPerson(services: Services, asked: NewPerson): Promise<TestPerson> {
  const { accounts, clock } = services;
  const id = randomUUID();
  const email = parseEmailAddress(asked.email ?? `person-${id.slice(0, 8)}@test.example`);
  if (email === undefined) throw badRequest('email: this is no address.');
  const userName = asked.userName === undefined ? undefined : parseUserName(asked.userName);
  if (userName === undefined && asked.userName !== undefined) throw badRequest('userName: this is no user name.');
  const named = userName === undefined ? {} : { userName };
  const password = asked.password ?? makePassword();
  const read = readGivenAttributes(services.tenant, NAMED, asked.attributes);
  if ('faults' in read) throw badRequest(read.faults.join('; '));
  const { attributes } = read;
  const appSecret = asked.authenticatorApp ? new Secret({ size: 20 }).base32 : undefined;
  const now = clock();
  const account: Account = {
    id,
    email,
    ...named,
    attributes,
    createdAt: now,
    isDisabled: asked.isDisabled,
    refreshTokensValidFrom: now,
    ...(asked.mustChangePassword && { mustChangePassword: true }),
  };
  const passwordHash = await services.passwords.hash(password);
  try {
    await insertPerson(services, { account, passwordHash, appSecret, phone: asked.phone });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw taken((await accounts.findByEmail(email)) ? `email: ${email}` : `userName: ${userName}`);
  }
  return { id, email, ...named, password, attributes, ...(appSecret !== undefined && { appSecret }) };
}

function taken(what: string): Refusal {
  return new Refusal({ code: 'taken', status: 409, message: `${what} has an account already.` });
}

function badRequest(message: string): Refusal {
  return new Refusal({ code: 'bad-request', status: 400, message });
}

/** The code that an authenticator app with this secret shows at the door's time. A code works once. */
export function appCodeAt(appSecret: string, now: Date): string {
  return new TOTP({ secret: Secret.fromBase32(appSecret), digits: 6, period: 30 }).generate({
    timestamp: now.getTime(),
  });
}
