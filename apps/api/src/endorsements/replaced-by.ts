import type { ApiDatabase } from '../database.ts';
import type { Services } from '../services.ts';
import type { EndorsementRecord } from './endorsement-record.ts';
import type { EndorsementGroup } from './endorsement-repository.ts';

/** Changes that were confirmed and are not in effect yet, which a draft would replace or hold back: shown before it is confirmed. */
export async function replacedBy(
  { endorsements }: Pick<Services, 'endorsements'>,
  reader: ApiDatabase,
  { policyholderId, group }: { policyholderId: string; group: EndorsementGroup },
): Promise<readonly EndorsementRecord[]> {
  const found: EndorsementRecord[] = [];
  for (const { policyNumber } of group) {
    const waiting = await endorsements.notInEffect(reader, policyholderId, policyNumber);
    found.push(...waiting.filter(({ status }) => status === 'in-review' || status === 'confirmed'));
  }
  return found;
}
