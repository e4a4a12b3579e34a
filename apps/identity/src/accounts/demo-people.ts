import { inTransaction, isUniqueViolation } from '@surety/database';
import { sealAppSecret } from '../factors/authenticator-app.ts';
import { createSecondFactorRepository } from '../factors/second-factor-repository.ts';
import type { PeopleServices } from '../steps/services.ts';
import type { Account } from './account.ts';
import type { Attributes } from './attributes.ts';
import { createPasswords } from './passwords.ts';

/** Somebody who exists for demonstrations only. */
export type DemoPerson = {
  /** Object id, fixed, so that demo policies can belong to it. */
  id: string;
  email: string;
  password: string;
  attributes: Attributes;
  /** Secret of an authenticator app that is set up already (base32). */
  appSecret?: string;
};

/** Written on the console at start. It protects nothing but demo data: seeding is a setting. */
const DEMO_PASSWORD = 'Harbour-Lantern-29';

/** The policyholders of the demonstration. `.example` is reserved (RFC 2606): no mail of theirs reaches anybody. */
export const DEMO_PEOPLE: readonly DemoPerson[] = [
  {
    id: '7c0ffee0-0000-4000-8000-00000000da01',
    email: 'ada@demo.example',
    password: DEMO_PASSWORD,
    attributes: {
      given_name: 'Ada',
      family_name: 'Demo',
      name: 'Ada Demo',
      city: 'Bristol',
      country: 'United Kingdom',
    },
  },
  {
    id: '7c0ffee0-0000-4000-8000-00000000da02',
    email: 'ben@demo.example',
    password: DEMO_PASSWORD,
    attributes: {
      given_name: 'Ben',
      family_name: 'Demo',
      name: 'Ben Demo',
      city: 'Uppsala',
      country: 'Sweden',
    },
  },
  {
    id: '7c0ffee0-0000-4000-8000-00000000da03',
    email: 'carla@demo.example',
    password: DEMO_PASSWORD,
    attributes: {
      given_name: 'Carla',
      family_name: 'Demo',
      name: 'Carla Demo',
      city: 'Valencia',
      country: 'Spain',
    },
    appSecret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
  },
  {
    id: '7c0ffee0-0000-4000-8000-00000000da04',
    email: 'dev@demo.example',
    password: DEMO_PASSWORD,
    attributes: { given_name: 'Dev', family_name: 'Demo', name: 'Dev Demo', city: 'Toronto', country: 'Canada' },
  },
];

/**
 * People of the insurer's back office, who hold no policies. What makes them staff is the attribute `extension_Roles`, words
 * with spaces between them.
 */
export const DEMO_STAFF: readonly DemoPerson[] = [
  {
    id: '7c0ffee0-0000-4000-8000-00000000da11',
    email: 'staff-one@demo.example',
    password: DEMO_PASSWORD,
    attributes: {
      given_name: 'Sasha',
      family_name: 'Demo-Staff',
      name: 'Sasha Demo-Staff',
      extension_Roles: 'staff',
    },
    appSecret: 'KRSXG5CTMVRXEZLUKN2GCZTGGAYTEMZU',
  },
  {
    id: '7c0ffee0-0000-4000-8000-00000000da12',
    email: 'staff-two@demo.example',
    password: DEMO_PASSWORD,
    attributes: {
      given_name: 'Robin',
      family_name: 'Demo-Staff',
      name: 'Robin Demo-Staff',
      extension_Roles: 'staff',
    },
  },
];

/** Gives the demo people their accounts, where their addresses and ids are free. Whoever exists stays as they are. */
export async function seedDemoPeople(
  services: Pick<PeopleServices, 'db' | 'accounts' | 'clock' | 'secret'>,
): Promise<void> {
  const passwords = createPasswords();
  for (const person of [...DEMO_PEOPLE, ...DEMO_STAFF]) {
    const isThere = (await services.accounts.findByEmail(person.email)) ?? (await services.accounts.find(person.id));
    if (!isThere) await insertUnlessThere(services, person, await passwords.hash(person.password));
  }
}

async function insertUnlessThere(...[services, person, passwordHash]: Parameters<typeof insertPerson>): Promise<void> {
  try {
    await insertPerson(services, person, passwordHash);
  } catch (error) {
    // A replica that started at the same moment was first.
    if (!isUniqueViolation(error)) throw error;
  }
}

async function insertPerson(
  { db, accounts, clock, secret }: Pick<PeopleServices, 'db' | 'accounts' | 'clock' | 'secret'>,
  person: DemoPerson,
  passwordHash: string,
): Promise<void> {
  const now = clock();
  const { id, email, attributes, appSecret } = person;
  const account: Account = { id, email, attributes, createdAt: now, isDisabled: false, refreshTokensValidFrom: now };
  await inTransaction(db, async (transaction) => {
    await accounts.insert(transaction, account, passwordHash);
    if (appSecret === undefined) return;
    const sealedSecret = sealAppSecret(secret, id, appSecret);
    const factor = { accountId: id, method: 'authenticator-app', sealedSecret } as const;
    await createSecondFactorRepository(db).add(transaction, factor, now);
  });
}
