import { hash } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { Logger } from '../request-log.ts';

/** How often something may be done by one subject within a window; `most` 0: no limit. */
export type Limit = { name: string; most: number; windowSeconds: number };

/** What was counted under one key since the last time; `endsAt` (epoch milliseconds) is when the key is of no use any more. */
export type RequestCount = { key: string; count: number; endsAt: number };

/**
 * Where replicas put their counts together. Answers what all have counted, by key. Of a key that is missing there, or of all when
 * it throws, nobody knows: it is not told again, because a store that is only slow would count it twice.
 */
export type SharedCounts = { add(counts: readonly RequestCount[]): Promise<ReadonlyMap<string, number>> };

export type RateLimiter = {
  /** Counts one. Answers the seconds to wait when it was one too many, else 0. Nothing is waited for. */
  take(limit: Limit, subject: string): number;
  /** The seconds to wait if one more were too many, else 0. Counts nothing. */
  wait(limit: Limit, subject: string): number;
  /** Tells the other replicas what was counted here, and hears from them. Happens every second by itself. */
  exchange(): Promise<void>;
  stop(): void;
};

export type RateLimiterOptions = {
  clock: Clock;
  logger: Logger;
  /** Without it this process counts alone. */
  shared?: SharedCounts | undefined;
};

/** `known`: what all replicas had counted when they were last asked; `fresh`: what came here since. */
type Entry = { known: number; fresh: number; endsAt: number };

const EXCHANGE_EVERY_MS = 1_000;
const MOST_KEYS = 100_000;

/**
 * Counts in fixed windows. Counting costs no question to anybody; replicas exchange their counts once a second, so all of
 * them together let through at most what comes within that second beyond the limit. While the exchange fails each counts alone.
 */
export function createRateLimiter({ clock, logger, shared }: RateLimiterOptions): RateLimiter {
  const entries = new Map<string, Entry>();
  let underWay: Promise<void> | undefined;
  // One at a time: what a slow store has not answered yet would be told twice.
  const exchange = (): Promise<void> => {
    underWay ??= begin().finally(() => {
      underWay = undefined;
    });
    return underWay;
  };
  const begin = async (): Promise<void> => {
    forgetEnded(entries, clock().getTime());
    if (shared) await exchangeCounts(entries, shared);
  };
  const timer = setInterval(() => {
    exchange().catch((error: Error) => logger.warn({ event: 'counts-not-shared', reason: error.message }));
  }, EXCHANGE_EVERY_MS).unref();
  return {
    wait(limit, subject) {
      const now = clock().getTime();
      const { key } = windowOf(limit, subject, now);
      return secondsToWait(limit, entries.get(key), now);
    },
    take(limit, subject) {
      if (limit.most === 0) return 0;
      const now = clock().getTime();
      const { key, endsAt } = windowOf(limit, subject, now);
      const entry = entries.get(key) ?? { known: 0, fresh: 0, endsAt };
      const seconds = secondsToWait(limit, entry, now);
      if (seconds > 0) return seconds;
      entry.fresh += 1;
      // A map keeps the order of insertion: the first is the oldest.
      if (entries.size >= MOST_KEYS) entries.delete(entries.keys().next().value ?? '');
      entries.set(key, entry);
      return 0;
    },
    exchange,
    stop: () => clearInterval(timer),
  };
}

function windowOf({ name, windowSeconds }: Limit, subject: string, now: number): { key: string; endsAt: number } {
  const window = Math.floor(now / (windowSeconds * 1000));
  const key = `${name}:${windowSeconds}:${window}:${hash('sha256', subject, 'base64url')}`;
  return { key, endsAt: (window + 1) * windowSeconds * 1000 };
}

function secondsToWait({ most }: Limit, entry: Entry | undefined, now: number): number {
  if (!entry || most === 0 || entry.known + entry.fresh < most) return 0;
  return Math.ceil((entry.endsAt - now) / 1000);
}

function forgetEnded(entries: Map<string, Entry>, now: number): void {
  for (const [key, { endsAt }] of entries) if (endsAt <= now) entries.delete(key);
}

async function exchangeCounts(entries: Map<string, Entry>, shared: SharedCounts): Promise<void> {
  const told = [...entries]
    .filter(([, { fresh }]) => fresh > 0)
    .map(([key, entry]) => ({ key, count: entry.fresh, endsAt: entry.endsAt, entry }));
  if (told.length === 0) return;
  let totals: ReadonlyMap<string, number> = new Map();
  try {
    totals = await shared.add(told.map(({ key, count, endsAt }) => ({ key, count, endsAt })));
  } finally {
    for (const { key, count, entry } of told) {
      // Here it counts in any case, whatever the others have heard.
      entry.known = Math.max(entry.known + count, totals.get(key) ?? 0);
      entry.fresh -= count;
    }
  }
}
