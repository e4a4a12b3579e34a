import { type BrokenLink, type ChainReader, isJson, verifyChains, type Witness } from '@surety/database';
import type { Designation } from '@surety/insurance';
import type { ApiDatabase } from '../database.ts';
import { digestOf } from './audit-event.ts';
import { auditReads } from './audit-reads-repository.ts';

/** A policy that differs from what the whole chain of its policyholder says of it. */
export type DifferingPolicy = { ownerId: string; policyNumber: string; reason: 'policy-differs' };

export type AuditVerdict =
  | { intact: true; events: number; policyholders: number }
  | { intact: false; broken: BrokenLink | DifferingPolicy };

/**
 * Reads the whole audit and names the first broken link. Besides the chains it compares every policy with the last
 * designation that its chain tells of, so that a beneficiary changed behind the api's back shows as well. The system
 * may run meanwhile.
 */
export async function verifyAudit(db: ApiDatabase): Promise<AuditVerdict> {
  const reader: ChainReader = {
    headsAfter: (ownerId, limit) => auditReads.headsAfter(db, ownerId, limit),
    headOf: (ownerId) => auditReads.headOf(db, ownerId),
    eventsOf: (policyholderId, { after, limit }) =>
      auditReads.eventsAfter(db, { policyholderId, position: after, limit }),
  };
  const verdict = await verifyChains(reader, (ownerId) => designationWitness(db, ownerId));
  return verdict.intact ? { intact: true, events: verdict.events, policyholders: verdict.chains } : verdict;
}

function designationWitness(db: ApiDatabase, ownerId: string): Witness<DifferingPolicy> {
  const digests = new Map<string, string>();
  return {
    see({ event, content }) {
      const { policyNumber, designation, after } = JSON.parse(content) as Record<string, string>;
      if (policyNumber === undefined) return;
      if (event === 'policy-recorded' && designation !== undefined) digests.set(policyNumber, designation);
      if ((event === 'beneficiaries-changed' || event === 'beneficiaries-restored') && after !== undefined)
        digests.set(policyNumber, after);
    },
    async finding() {
      const designations = await auditReads.designationsOf(db, ownerId);
      const numbers = new Set([...designations.keys(), ...digests.keys()]);
      for (const policyNumber of numbers)
        if (digestIn(designations.get(policyNumber)) !== digests.get(policyNumber))
          return { ownerId, policyNumber, reason: 'policy-differs' };
      return undefined;
    },
  };
}

function digestIn(designation: string | undefined): string | undefined {
  if (designation === undefined) return undefined;
  return isJson(designation) ? digestOf(JSON.parse(designation) as Designation) : designation;
}
