import { setTimeout as pause } from 'node:timers/promises';
import { type RawBuilder, sql } from 'kysely';
import type { Stage } from './stage.ts';

const BETWEEN_LOOKS_MS = 20;

/** Holds what a `select … for update` locks, on PostgreSQL, and answers when it does; what it answers lets go again. */
export async function hold({ db }: Pick<Stage, 'db'>, locking: RawBuilder<unknown>): Promise<() => Promise<void>> {
  const held = Promise.withResolvers<void>();
  const end = Promise.withResolvers<void>();
  const holding = db.transaction().execute(async (transaction) => {
    await locking.execute(transaction);
    held.resolve();
    await end.promise;
  });
  await Promise.race([held.promise, holding]);
  return async () => {
    end.resolve();
    await holding;
  };
}

/** Until so many sessions of the stage's PostgreSQL database wait for a lock, or what is given has ended. */
export async function untilWaiting(
  { db }: Pick<Stage, 'db'>,
  many: number,
  orEnded: Promise<unknown> = Promise.race([]),
): Promise<void> {
  let hasEnded = false;
  const note = () => {
    hasEnded = true;
  };
  orEnded.then(note, note);
  while (!hasEnded) {
    const { rows } = await sql<{ count: number }>`
      select count(*) as count from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`.execute(db);
    if (Number(rows[0]?.count) >= many) return;
    await pause(BETWEEN_LOOKS_MS);
  }
}
