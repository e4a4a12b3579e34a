import { MOST_ON_A_PAGE } from '@surety/api-contract';
import { makeCursor, type OwnList, readCursor } from './cursor.ts';

/** What a request says of the page it wants. */
export type PageQuery = { cursor?: string | undefined; limit?: string | undefined };

const USUAL = 50;

/**
 * One page of a list in a stable order.
 * @param read answers at most `limit` members after the key, or from the beginning
 * @param keyOf what a member is ordered by, unique in the list
 * @throws Refusal `cursor-unknown` (400)
 */
export async function pageOf<Member>(
  of: OwnList,
  { cursor, limit = String(USUAL) }: PageQuery,
  list: {
    read(after: string | undefined, limit: number): Promise<readonly Member[]>;
    keyOf(member: Member): string;
  },
): Promise<{ members: Member[]; next?: string }> {
  const size = Math.min(Math.max(Number(limit), 1), MOST_ON_A_PAGE);
  // One more than asked for tells whether there is another page.
  const found = await list.read(cursor === undefined ? undefined : readCursor(of, cursor), size + 1);
  const members = found.slice(0, size);
  const last = members.at(-1);
  const hasMore = found.length > size && last !== undefined;
  return { members, ...(hasMore ? { next: makeCursor(of, list.keyOf(last)) } : {}) };
}
