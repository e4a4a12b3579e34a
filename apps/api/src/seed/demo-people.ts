import { inTransaction, isUniqueViolation } from '@surety/database';
import { calendarDateOf, type Policy } from '@surety/insurance';
import type { ApiTransaction } from '../database.ts';
import { recordPolicy } from '../policies/record-policy.ts';
import type { Services } from '../services.ts';
import { demoContacts } from './demo-contacts.ts';
import { demoPolicies } from './demo-policies.ts';
import { demoPremiums } from './demo-premiums.ts';

type SeedServices = Pick<Services, 'db' | 'policyholders' | 'policies' | 'audit' | 'clock' | 'random'>;

/** Adds the policyholders behind the embedded identity's demo people, where they are absent. They wait for their first sign-in. */
export async function seedDemoPeople(services: SeedServices): Promise<void> {
  for (const [email, policies] of Object.entries(demoPolicies)) {
    try {
      await inTransaction(services.db, (transaction) => seedPerson(services, transaction, { email, policies }));
    } catch (error) {
      // A replica that started at the same moment was first.
      if (!isUniqueViolation(error)) throw error;
    }
  }
}

async function seedPerson(
  services: SeedServices,
  transaction: ApiTransaction,
  { email, policies }: { email: string; policies: readonly Policy[] },
): Promise<void> {
  const { policyholders, random, clock } = services;
  if ((await policyholders.idsByEmail(transaction, email)).length > 0) return;
  const id = random.token();
  await policyholders.create(transaction, { id, email, contact: demoContacts[email], createdAt: clock() });
  for (const policy of policies) {
    await recordPolicy(services, transaction, { policyholderId: id, policy, source: 'demo' });
    const policyNumber = policy.number;
    const premiums = demoPremiums(policy, calendarDateOf(clock()));
    await services.policies.addPremiums(transaction, { policyholderId: id, policyNumber }, premiums);
  }
}
