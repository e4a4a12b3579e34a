import { inTransaction, isUniqueViolation } from '@surety/database';
import type { Caller } from '../access/bearer.ts';
import type { ApiTransaction } from '../database.ts';
import { linkByVerifiedAddress } from '../people/link-person.ts';
import { recordPolicy } from '../policies/record-policy.ts';
import { firstPolicy } from '../seed/first-policy.ts';
import type { Services } from '../services.ts';

type RegisterServices = Pick<
  Services,
  'db' | 'policyholders' | 'linkedSubjects' | 'policies' | 'audit' | 'clock' | 'random' | 'demoMode' | 'formerIssuers'
>;

const MOST_TRIES = 5;

/**
 * Makes sure that the token's subject is a policyholder: the one it was before; else the one who has its verified
 * address and never signed in, or who has it at a former provider and no link to this one; else a new one. Repeating it changes nothing, and first sign-ins at the same moment
 * make one policyholder. Staff who hold no policy are none: they are not entered, and get no first policy.
 */
export async function registerPolicyholder(
  services: RegisterServices,
  { token, policyholderId }: Caller,
): Promise<{ email?: string; policies: number }> {
  const id = policyholderId ?? (await registerOnce(services, token));
  const policies = id === undefined ? 0 : await services.policies.count(services.db, id);
  return { ...(token.email === undefined ? {} : { email: token.email }), policies };
}

async function registerOnce(services: RegisterServices, token: Caller['token']): Promise<string | undefined> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await inTransaction(services.db, (transaction) => register(services, transaction, token));
    } catch (error) {
      // Somebody registered the same subject meanwhile: the next try finds them.
      if (tries >= MOST_TRIES || !isUniqueViolation(error)) throw error;
    }
  }
}

async function register(
  services: RegisterServices,
  transaction: ApiTransaction,
  { issuer, subject, email, roles }: Caller['token'],
): Promise<string | undefined> {
  const { policyholders, audit, clock } = services;
  const who = { issuer, subject };
  const known = await policyholders.idOf(who, transaction);
  if (known !== undefined) return known;
  const bound = email === undefined ? undefined : await policyholders.bindByEmail(transaction, email, who);
  if (bound === undefined && email !== undefined) {
    const linked = await linkByVerifiedAddress(services, transaction, { email, ...who });
    if (linked !== undefined) return linked;
  }
  if (bound === undefined && roles.has('staff')) return undefined;
  const id = bound ?? services.random.token();
  if (bound === undefined) await policyholders.create(transaction, { id, subject: who, email, createdAt: clock() });
  await audit.append(transaction, id, clock(), { event: 'policyholder-registered', ...who });
  if (services.demoMode && (await services.policies.count(transaction, id)) === 0) {
    await recordPolicy(services, transaction, { policyholderId: id, policy: firstPolicy(services), source: 'demo' });
  }
  return id;
}
