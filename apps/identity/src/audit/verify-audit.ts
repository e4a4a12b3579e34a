import { type BrokenLink, verifyChains } from '@surety/database';
import type { AuditRepository } from './audit-repository.ts';

export type AuditVerdict = { intact: true; events: number; accounts: number } | { intact: false; broken: BrokenLink };

/** Reads the whole audit and names the first broken link. The server may run meanwhile. */
export async function verifyAudit(audit: AuditRepository): Promise<AuditVerdict> {
  const verdict = await verifyChains(audit);
  return verdict.intact ? { intact: true, events: verdict.events, accounts: verdict.chains } : verdict;
}
