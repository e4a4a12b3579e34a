import type { ApiTransaction } from '../database.ts';
import type { Subject } from '../policyholders/policyholder-repository.ts';
import type { Services } from '../services.ts';

type LinkServices = Pick<Services, 'policyholders' | 'linkedSubjects' | 'audit' | 'clock'>;

/** One line of a migration table: the same person at the former provider and at the present one. */
export type PersonPair = { former: Subject; present: Subject };

/** What came of it; only the first changes anything. */
export type LinkOutcome = 'linked' | 'linked-before' | 'former-unknown' | 'present-is-another';

/**
 * Lets a person reach their policies by another subject as well. Nobody's is taken: a subject that is already a policyholder
 * of its own stays that, and the outcome says so.
 */
export async function linkPerson(
  services: LinkServices,
  transaction: ApiTransaction,
  { former, present }: PersonPair,
): Promise<LinkOutcome> {
  const policyholderId = await services.policyholders.idOf(former, transaction);
  if (policyholderId === undefined) return 'former-unknown';
  const known = await services.policyholders.idOf(present, transaction);
  if (known !== undefined) return known === policyholderId ? 'linked-before' : 'present-is-another';
  await writeLink(services, transaction, { policyholderId, ...present, by: 'operator' });
  return 'linked';
}

/**
 * The policyholder of a former issuer who has this verified address, linked to the subject that signs in now; `undefined`
 * when there is none, or more than one: then only an operator can say who it is.
 */
export async function linkByVerifiedAddress(
  services: LinkServices & Pick<Services, 'formerIssuers'>,
  transaction: ApiTransaction,
  { email, ...present }: Subject & { email: string },
): Promise<string | undefined> {
  const { formerIssuers } = services;
  const { issuer } = present;
  const [policyholderId, ...others] = await services.linkedSubjects.unlinkedByEmail(transaction, {
    email,
    formerIssuers: formerIssuers.filter((former) => former !== issuer),
    issuer,
  });
  if (policyholderId === undefined || others.length > 0) return undefined;
  await writeLink(services, transaction, { policyholderId, ...present, by: 'verified-address' });
  return policyholderId;
}

async function writeLink(
  { linkedSubjects, audit, clock }: LinkServices,
  transaction: ApiTransaction,
  link: Subject & { policyholderId: string; by: 'operator' | 'verified-address' },
): Promise<void> {
  const { policyholderId, issuer, subject, by } = link;
  const at = clock();
  await linkedSubjects.link(transaction, { policyholderId, issuer, subject, at });
  await audit.append(transaction, policyholderId, at, { event: 'person-linked', issuer, subject, by });
}
