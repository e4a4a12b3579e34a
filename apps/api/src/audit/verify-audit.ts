import type { Designation } from '@surety/insurance';
import type { ApiDatabase } from '../database.ts';
import { AUDIT_ORIGIN } from '../policyholders/policyholder-repository.ts';
import { digestOf, hashOf } from './audit-event.ts';
import { type AuditRepository, type ChainHead, createAuditRepository, type RecordedEvent } from './audit-repository.ts';

/** The first place where the record does not agree with itself. */
export type BrokenLink = {
  policyholderId: string;
  /** Position of the event; absent when a policy differs from what the whole chain says of it. */
  position?: number;
  reason: 'event-missing' | 'event-changed' | 'head-differs' | 'policy-differs';
  policyNumber?: string;
};

export type AuditVerdict = { intact: true; events: number } | { intact: false; broken: BrokenLink };

const PAGE = 500;

/**
 * Reads the whole audit and names the first broken link. Besides the chains it compares every policy with the last
 * designation that its chain tells of, so that a beneficiary changed behind the api's back shows as well.
 * Run it on a quiet or a copied database: a change in the middle of the reading can look like a broken link.
 */
export async function verifyAudit(db: ApiDatabase): Promise<AuditVerdict> {
  const audit = createAuditRepository();
  let events = 0;
  let after = '';
  for (;;) {
    const heads = await audit.headsAfter(db, after, PAGE);
    for (const head of heads) {
      const broken = await verifyChain(db, audit, head);
      if (broken) return { intact: false, broken };
      events += head.position;
      after = head.policyholderId;
    }
    if (heads.length < PAGE) return { intact: true, events };
  }
}

async function verifyChain(db: ApiDatabase, audit: AuditRepository, head: ChainHead): Promise<BrokenLink | undefined> {
  const { policyholderId } = head;
  const digests = new Map<string, string>();
  let link = { position: 0, hash: AUDIT_ORIGIN };
  for (;;) {
    const page = await audit.eventsAfter(db, { policyholderId, position: link.position, limit: PAGE });
    for (const event of page) {
      const reason = whyBroken(event, link);
      if (reason) return { policyholderId, position: link.position + 1, reason };
      noteDesignation(event, digests);
      link = event;
    }
    if (page.length < PAGE) break;
  }
  if (link.position !== head.position) return { policyholderId, position: link.position + 1, reason: 'event-missing' };
  if (link.hash !== head.hash) return { policyholderId, position: link.position, reason: 'head-differs' };
  return findDifferingPolicy(policyholderId, await audit.designationsOf(db, policyholderId), digests);
}

function whyBroken(
  event: RecordedEvent,
  previous: { position: number; hash: string },
): BrokenLink['reason'] | undefined {
  if (event.position !== previous.position + 1) return 'event-missing';
  return event.previousHash === previous.hash && hashOf(event) === event.hash ? undefined : 'event-changed';
}

function noteDesignation({ event, content }: RecordedEvent, digests: Map<string, string>): void {
  const { policyNumber, designation, after } = JSON.parse(content) as Record<string, string>;
  if (policyNumber === undefined) return;
  if (event === 'policy-recorded' && designation !== undefined) digests.set(policyNumber, designation);
  if (event === 'beneficiaries-changed' && after !== undefined) digests.set(policyNumber, after);
}

function findDifferingPolicy(
  policyholderId: string,
  designations: ReadonlyMap<string, string>,
  digests: ReadonlyMap<string, string>,
): BrokenLink | undefined {
  const numbers = new Set([...designations.keys(), ...digests.keys()]);
  for (const policyNumber of numbers) {
    const designation = designations.get(policyNumber);
    const digest = designation === undefined ? undefined : digestOf(JSON.parse(designation) as Designation);
    if (digest !== digests.get(policyNumber)) return { policyholderId, policyNumber, reason: 'policy-differs' };
  }
  return undefined;
}
