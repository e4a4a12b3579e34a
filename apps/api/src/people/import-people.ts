import { inTransaction } from '@surety/database';
import type { Services } from '../services.ts';
import { type LinkOutcome, linkPerson } from './link-person.ts';
import { readPeopleFile, type WrongLine } from './read-people-file.ts';

const SAYS: Partial<Record<LinkOutcome, string>> = {
  'former-unknown': 'nobody has signed in with this former subject',
  'present-is-another':
    'the present subject is a policyholder of its own already; an operator must decide whose policies are whose',
};

type ImportServices = Pick<Services, 'db' | 'policyholders' | 'linkedSubjects' | 'audit' | 'clock'>;

/** What came of a table, or would have come. */
export type PeopleImport = { linked: number; before: number; wrong: WrongLine[] };

/** Ends the transaction without a change; carries what would have come of it. */
class NothingDone extends Error {
  override readonly name = 'NothingDone';
  readonly found: PeopleImport;

  constructor(found: PeopleImport) {
    super('nothing was done');
    this.found = found;
  }
}

/** Takes over a whole migration table, or nothing of it when a line is wrong. A dry run only says what would come of it. */
export async function importPeople(
  services: ImportServices,
  { text, dryRun }: { text: string; dryRun: boolean },
): Promise<PeopleImport> {
  const { pairs, wrong } = readPeopleFile(text);
  if (wrong.length > 0) return { linked: 0, before: 0, wrong };
  try {
    return await inTransaction(services.db, async (transaction) => {
      const found: PeopleImport = { linked: 0, before: 0, wrong: [] };
      for (const { line, ...pair } of pairs) {
        const outcome = await linkPerson(services, transaction, pair);
        const says = SAYS[outcome];
        if (says !== undefined) found.wrong.push({ line, says });
        else found[outcome === 'linked' ? 'linked' : 'before'] += 1;
      }
      if (dryRun || found.wrong.length > 0) throw new NothingDone(found);
      return found;
    });
  } catch (error) {
    if (error instanceof NothingDone) return error.found;
    throw error;
  }
}
