import { inTransaction } from '@surety/database';
import { sealAppSecret } from '../factors/authenticator-app.ts';
import type { SecondFactor } from '../factors/second-factor-repository.ts';
import type { StepServices } from '../steps/services.ts';
import type { Account } from './account.ts';

/** What an account and its factors are kept with. */
export type InsertServices = Pick<StepServices, 'db' | 'accounts' | 'secondFactors' | 'phones' | 'clock' | 'secret'>;

/** An account with the factors that are set up already. */
export type NewAccount = {
  account: Account;
  passwordHash: string;
  /** Base32 secret of an authenticator app. */
  appSecret?: string | undefined;
  /** In the form of E.164. */
  phone?: string | undefined;
};

/** Keeps an account with its factors, all or nothing. Somebody who is there already is a unique violation. */
export function insertPerson(services: InsertServices, person: NewAccount): Promise<void> {
  const { db, accounts, secondFactors, clock } = services;
  return inTransaction(db, async (transaction) => {
    await accounts.insert(transaction, person.account, person.passwordHash);
    for (const factor of factorsOf(services, person)) await secondFactors.add(transaction, factor, clock());
  });
}

function factorsOf(
  { secret, phones }: Pick<InsertServices, 'secret' | 'phones'>,
  { account: { id: accountId }, appSecret, phone }: NewAccount,
): SecondFactor[] {
  const factors: SecondFactor[] = [];
  if (appSecret !== undefined) {
    const sealedSecret = sealAppSecret(secret, accountId, appSecret);
    factors.push({ accountId, method: 'authenticator-app', sealedSecret });
  }
  if (phone !== undefined)
    factors.push({ accountId, method: 'text-message', sealedSecret: phones.seal(accountId, phone) });
  return factors;
}
