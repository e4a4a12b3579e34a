import type { EndorsementDocument } from '@surety/api-contract';
import type { Caller } from '../access/bearer.ts';
import type { Services } from '../services.ts';
import { endorsementDocument } from './endorsement-document.ts';
import { noSuchEndorsement, noSuchPolicy } from './refusals.ts';

/**
 * The history of one of the caller's policies: what took effect, newest first.
 * @throws Refusal `no-such-policy` (404)
 */
export async function listEndorsements(
  { endorsements, clock }: Pick<Services, 'endorsements' | 'clock'>,
  { policyholderId }: Caller,
  policyNumber: string,
): Promise<{ endorsements: EndorsementDocument[] }> {
  const records = policyholderId === undefined ? undefined : await endorsements.history(policyholderId, policyNumber);
  if (!records) throw noSuchPolicy();
  const now = clock();
  return { endorsements: records.map((record) => endorsementDocument(record, now)) };
}

/**
 * One of the caller's endorsements, drafts included.
 * @throws Refusal `no-such-endorsement` (404)
 */
export async function getEndorsement(
  { endorsements, clock }: Pick<Services, 'endorsements' | 'clock'>,
  { policyholderId }: Caller,
  id: string,
): Promise<EndorsementDocument> {
  const record = policyholderId === undefined ? undefined : await endorsements.find(policyholderId, id);
  if (!record) throw noSuchEndorsement();
  return endorsementDocument(record, clock());
}
