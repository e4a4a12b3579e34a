import type { Clock } from '@surety/web';
import type { ApiDatabase } from './database.ts';

/** Figures that stand in the database, for those who run the api. */
export type Figures = ReturnType<typeof createFigures>;

const KEPT_MS = 60_000;

export function createFigures(db: ApiDatabase, clock: Clock) {
  let kept: { at: number; states: Promise<ReadonlyMap<string, number>> } | undefined;
  return {
    /** How many endorsements are in each state. Counting reads the whole table, so the answer is kept for a minute. */
    endorsementsByState(): Promise<ReadonlyMap<string, number>> {
      const now = clock().getTime();
      if (kept && now - kept.at < KEPT_MS) return kept.states;
      const counting = { at: now, states: countStates(db) };
      kept = counting;
      // A count that failed is not kept: the figure is back as soon as the database is.
      counting.states.catch(() => {
        if (kept === counting) kept = undefined;
      });
      return counting.states;
    },

    /** How many notices wait. */
    async waitingNotices(): Promise<number> {
      const { count } = await db
        .selectFrom('api_notice')
        .select((row) => row.fn.countAll<number>().as('count'))
        .where('delivered_at', 'is', null)
        .executeTakeFirstOrThrow();
      return Number(count);
    },

    /** For how many seconds the oldest waiting notice has been waiting; 0 when none does. */
    async oldestNoticeSeconds(): Promise<number> {
      const { oldest } = await db
        .selectFrom('api_notice')
        .select((row) => row.fn.min('created_at').as('oldest'))
        .where('delivered_at', 'is', null)
        .executeTakeFirstOrThrow();
      return oldest === null ? 0 : Math.max(0, (clock().getTime() - Number(oldest)) / 1000);
    },
  };
}

async function countStates(db: ApiDatabase): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('api_endorsement')
    .select((row) => ['status', row.fn.countAll<number>().as('count')])
    .groupBy('status')
    .execute();
  return new Map(rows.map(({ status, count }) => [status, Number(count)]));
}
