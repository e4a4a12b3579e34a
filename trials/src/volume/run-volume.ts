import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { databaseKinds } from '../../../apps/api/src/testing/test-databases.ts';
import { startTestProvider } from '../../../apps/api/src/testing/test-provider.ts';
import { importBook } from './import-book.ts';
import { readInTurns } from './read-in-turns.ts';
import { startApiOn } from './running-api.ts';
import { writeBook } from './write-book.ts';

const POLICIES_EACH = 2;
const FEW = 1_000;
const PEOPLE = 1_000;
/** How much dearer reading one person's policies may be in the large book. */
const MOST_RATIO = 1.2;

type Books = { few: string; many: string; holders: number };

/**
 * Takes over a book of a million policyholders with two million policies, on SQLite and, where TEST_POSTGRES_URL names a
 * server, on PostgreSQL, and compares what reading one person's policies costs there and in a book of a thousand.
 * @param words how many policyholders; 1,000,000 when none are named.
 */
export async function runVolume([many = '1000000']: readonly string[]): Promise<boolean> {
  if (!process.env.TEST_POSTGRES_URL) console.log('Left out: PostgreSQL. Set TEST_POSTGRES_URL to try it as well.');
  const folder = mkdtempSync(join(tmpdir(), 'surety-volume-'));
  try {
    const books = { few: join(folder, 'few.jsonl'), many: join(folder, 'many.jsonl'), holders: Number(many) };
    await writeBook(books.few, { holders: FEW, policiesEach: POLICIES_EACH });
    await writeBook(books.many, { holders: books.holders, policiesEach: POLICIES_EACH });
    console.log(`the large book: ${books.holders} policyholders, ${(statSync(books.many).size / 1e6).toFixed(0)} MB`);
    let isWithin = true;
    for (const kind of databaseKinds) isWithin = (await tryOn(kind, books)) && isWithin;
    return isWithin;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function tryOn({ name, make }: (typeof databaseKinds)[number], books: Books): Promise<boolean> {
  const [few, many] = [await make(), await make()];
  const provider = await startTestProvider();
  try {
    await importBook(books.few, few.address);
    const cost = await importBook(books.many, many.address);
    console.log(`${name}: taken over in ${cost.seconds.toFixed(0)} s, at most ${cost.peakMegabytes.toFixed(0)} MB`);
    const small = await startApiOn(few.address, { provider, holders: FEW, people: PEOPLE });
    const large = await startApiOn(many.address, { provider, holders: books.holders, people: PEOPLE });
    const { smallMs, largeMs, ratio } = await readInTurns(small, large);
    await Promise.all([small.stop(), large.stop()]);
    const figures = `${smallMs.toFixed(3)} ms among ${FEW}, ${largeMs.toFixed(3)} ms among ${books.holders}`;
    console.log(`${name}: one person's policies: ${figures}, ratio ${ratio.toFixed(2)} (at most ${MOST_RATIO})`);
    return ratio <= MOST_RATIO;
  } finally {
    await provider.close();
    await few.drop();
    await many.drop();
  }
}
