import type { EndorsementDocument } from '@surety/api-contract';
import { statusAt, warningsAbout } from '@surety/insurance';
import type { EndorsementRecord } from './endorsement-record.ts';

/** An endorsement as the contract shows it. The challenge is shown while the draft can still be confirmed. */
export function endorsementDocument(record: EndorsementRecord, now: Date): EndorsementDocument {
  const status = statusAt(record, now);
  const { number, confirmedAt, effectiveOn, reverses } = record;
  return {
    id: record.id,
    policyNumber: record.policyNumber,
    status,
    ...(number === undefined ? {} : { number }),
    before: [...record.before],
    after: [...record.after],
    warnings: [...warningsAbout(record.after)],
    draftedAt: record.draftedAt.toISOString(),
    expiresAt: record.expiresAt.toISOString(),
    ...(confirmedAt === undefined ? {} : { confirmedAt: confirmedAt.toISOString() }),
    ...(effectiveOn === undefined ? {} : { effectiveOn }),
    ...(reverses === undefined ? {} : { reverses }),
    ...(status === 'draft' ? { challenge: record.challenge } : {}),
  };
}
