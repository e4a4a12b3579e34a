import { inNetworks } from '@surety/web';
import { createAuditRepository } from '../audit/audit-repository.ts';
import { createPasskeyRepository } from '../factors/passkey-repository.ts';
import { createSecondFactorRepository } from '../factors/second-factor-repository.ts';
import type { ProtocolServices } from '../services.ts';
import type { FactorRule } from '../tenant/factor-rule.ts';
import type { Application, UserFlow } from '../tenant/tenant.ts';

const DAY_MILLISECONDS = 24 * 60 * 60_000;

/** What the rules of a user flow look at. */
export type Visit = {
  userFlow: UserFlow;
  application: Application;
  accountId: string;
  /** Where the request came from, as trusted proxies tell. */
  ip: string;
  /** Whether this person signed in with this browser before. */
  isFamiliar: boolean;
};

/**
 * Whether a user flow whose second factor is conditional asks for it in this run: of somebody who has none, so that
 * everybody gets one; of somebody whose password was reset since they last proved one; and of everybody else when one of
 * its rules says so.
 */
export async function isFactorAsked(services: Pick<ProtocolServices, 'db' | 'clock'>, visit: Visit): Promise<boolean> {
  const { db } = services;
  const hasFactor =
    (await createSecondFactorRepository(db).list(visit.accountId)).length > 0 ||
    (await createPasskeyRepository(db).list(visit.accountId)).length > 0;
  if (!hasFactor) return true;
  // Whoever has the mailbox alone gets past no factor: neither in the run of the reset nor in a later one, by whatever flow.
  if (await createAuditRepository(db).wasResetSinceFactor(visit.accountId)) return true;
  for (const rule of visit.userFlow.secondFactor.when ?? []) if (await holds(services, rule, visit)) return true;
  return false;
}

/** Whether everything that a rule names is so. */
async function holds(
  { db, clock }: Pick<ProtocolServices, 'db' | 'clock'>,
  { newBrowser, daysSinceFactor, applications, networks, outsideNetworks }: FactorRule,
  { application, accountId, ip, isFamiliar }: Visit,
): Promise<boolean> {
  if (newBrowser && isFamiliar) return false;
  if (applications && !applications.some((id) => id.toLowerCase() === application.id.toLowerCase())) return false;
  if (networks && !inNetworks(networks)(ip)) return false;
  if (outsideNetworks && inNetworks(outsideNetworks)(ip)) return false;
  if (daysSinceFactor === undefined) return true;
  const last = await createAuditRepository(db).lastFactorAt(accountId);
  return last === undefined || clock().getTime() - last.getTime() >= daysSinceFactor * DAY_MILLISECONDS;
}
