import type { EndorsementDocument } from '@surety/api-contract';
import { statusAt } from '@surety/insurance';
import type { Caller } from '../access/bearer.ts';
import type { ApiDatabase } from '../database.ts';
import type { Services } from '../services.ts';
import { endorsementDocument, groupDocument, type Particulars } from './endorsement-document.ts';
import type { EndorsementGroup } from './endorsement-repository.ts';
import { judgeChange } from './judge-change.ts';
import { noSuchEndorsement, noSuchPolicy } from './refusals.ts';
import { replacedBy } from './replaced-by.ts';

/**
 * The history of one of the caller's policies: what took effect, newest first, and what was confirmed but did not, or not yet.
 * @throws Refusal `no-such-policy` (404)
 */
export async function listEndorsements(
  { db, endorsements, clock }: Pick<Services, 'db' | 'endorsements' | 'clock'>,
  { policyholderId }: Caller,
  policyNumber: string,
): Promise<{ endorsements: EndorsementDocument[]; notInEffect: EndorsementDocument[] }> {
  const records = policyholderId === undefined ? undefined : await endorsements.history(policyholderId, policyNumber);
  if (policyholderId === undefined || !records) throw noSuchPolicy();
  const others = await endorsements.notInEffect(db, policyholderId, policyNumber);
  const now = clock();
  return {
    endorsements: records.map((record) => endorsementDocument(record, now)),
    notInEffect: others.map((record) => endorsementDocument(record, now)),
  };
}

type ReadServices = Pick<
  Services,
  'db' | 'endorsements' | 'policyholders' | 'consents' | 'decisions' | 'market' | 'clock'
>;

/**
 * One of the caller's endorsements, drafts included.
 * @throws Refusal `no-such-endorsement` (404)
 */
export async function getEndorsement(
  services: ReadServices,
  { policyholderId, token }: Caller,
  id: string,
): Promise<EndorsementDocument> {
  const group = policyholderId === undefined ? undefined : await services.endorsements.group(policyholderId, id);
  if (policyholderId === undefined || !group) throw noSuchEndorsement();
  const now = services.clock();
  const { factorChangedAt } = token;
  const particulars = await particularsOf(services, { policyholderId, group, now, factorChangedAt });
  return groupDocument(group, { asked: id, now, ...particulars });
}

type Asked = { policyholderId: string; group: EndorsementGroup; now: Date; factorChangedAt?: Date | undefined };

// Most endorsements are in effect and need nothing more than their own rows.
async function particularsOf(services: ReadServices, asked: Asked): Promise<Omit<Particulars, 'asked' | 'now'>> {
  const { policyholderId, group, now } = asked;
  const [lead] = group;
  const reader: ApiDatabase = services.db;
  switch (statusAt(lead, now)) {
    case 'draft':
      return {
        judgement: await judgeChange(services, reader, asked),
        replaces: await replacedBy(services, reader, { policyholderId, group }),
      };
    case 'in-review':
      return { consents: await services.consents.of(reader, policyholderId, lead.id) };
    case 'declined':
      return { declinedBecause: await services.decisions.reasonOf(policyholderId, lead.id) };
    default:
      return {};
  }
}
