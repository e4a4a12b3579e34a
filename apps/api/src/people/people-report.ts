import { b2cDirectory } from '@surety/oauth';
import type { ApiDatabase } from '../database.ts';
import type { Services } from '../services.ts';
import type { KnownPerson } from './linked-subject-repository.ts';

/** Who is known at which provider, and what differs. */
export type PeopleReport = {
  /** People by the issuer at which they are known, first subjects and linked ones. */
  issuers: { issuer: string; first: number; linked: number }[];
  /** Known at the former issuer and not at the present one. */
  notReached: (KnownPerson & { why: 'waits-for-sign-in' | 'no-address' | 'address-of-several' })[];
};

/** Compares what is known of two issuers; without them only counts. */
export async function reportPeople(
  { linkedSubjects, db }: Pick<Services, 'linkedSubjects'> & { db: ApiDatabase },
  between?: { former: string; present: string },
): Promise<PeopleReport> {
  const first = await linkedSubjects.firstSubjects(db);
  const linked = await linkedSubjects.linkedSubjects(db);
  const names = [...new Set([...first, ...linked].map(({ issuer }) => issuer))].sort();
  const count = (people: readonly KnownPerson[], name: string) => people.filter(({ issuer }) => issuer === name).length;
  const issuers = names.map((issuer) => ({ issuer, first: count(first, issuer), linked: count(linked, issuer) }));
  return { issuers, notReached: between === undefined ? [] : notReached(first, linked, between) };
}

function notReached(
  first: readonly KnownPerson[],
  linked: readonly KnownPerson[],
  { former, present }: { former: string; present: string },
): PeopleReport['notReached'] {
  const [before, now] = [b2cDirectory(former), b2cDirectory(present)];
  const reached = new Set(linked.filter(({ issuer }) => issuer === now).map(({ policyholderId }) => policyholderId));
  const waiting = first.filter(({ issuer, policyholderId }) => issuer === before && !reached.has(policyholderId));
  const holders = (email: string) => waiting.filter((each) => each.email === email).length;
  return waiting.map((person) => {
    if (person.email === undefined) return { ...person, why: 'no-address' };
    return { ...person, why: holders(person.email) > 1 ? 'address-of-several' : 'waits-for-sign-in' };
  });
}
