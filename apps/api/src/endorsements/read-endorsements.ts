import type { EndorsementDocument } from '@surety/api-contract';
import { statusAt } from '@surety/insurance';
import type { Caller } from '../access/bearer.ts';
import type { ApiDatabase } from '../database.ts';
import { type PageQuery, pageOf } from '../pages/page.ts';
import type { Services } from '../services.ts';
import { endorsementDocument, groupDocument, type Particulars } from './endorsement-document.ts';
import type { EndorsementGroup } from './endorsement-repository.ts';
import { judgeChange } from './judge-change.ts';
import { noSuchEndorsement, noSuchPolicy } from './refusals.ts';
import { replacedBy } from './replaced-by.ts';

/**
 * The history of one of the caller's policies: what took effect, newest first, and on the first page what was confirmed but
 * did not, or not yet.
 * @throws Refusal `no-such-policy` (404), `cursor-unknown` (400)
 */
export async function listEndorsements(
  { db, endorsements, policies, clock }: Pick<Services, 'db' | 'endorsements' | 'policies' | 'clock'>,
  { policyholderId }: Caller,
  { policyNumber, query }: { policyNumber: string; query: PageQuery },
): Promise<{ endorsements: EndorsementDocument[]; notInEffect: EndorsementDocument[]; next?: string }> {
  if (policyholderId === undefined || !(await policies.find(policyholderId, policyNumber))) throw noSuchPolicy();
  const { members, ...next } = await pageOf({ reader: policyholderId, list: `endorsements ${policyNumber}` }, query, {
    read: (after, limit) =>
      endorsements.history(db, { policyholderId, policyNumber }, { before: after ? Number(after) : undefined, limit }),
    keyOf: ({ sequence }) => String(sequence),
  });
  const isFirst = query.cursor === undefined;
  const others = isFirst ? await endorsements.notInEffect(db, policyholderId, policyNumber) : [];
  const now = clock();
  return {
    endorsements: members.map((record) => endorsementDocument(record, now)),
    notInEffect: others.map((record) => endorsementDocument(record, now)),
    ...next,
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
