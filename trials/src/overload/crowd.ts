import { setTimeout as wait } from 'node:timers/promises';

/** What a crowd met: pages, refusals with and without word of when to come again, anything else, and how long pages took. */
export type Met = {
  pages: number;
  turnedAway: number;
  withoutRetryAfter: number;
  wrong: number;
  /** Milliseconds until a page was there, sorted. */
  waits: number[];
};

type Page = { url: string; headers: Record<string, string> };

/** So many people read a page again and again; who is turned away comes again when they were told to. */
export async function crowd(page: Page, { people, seconds }: { people: number; seconds: number }): Promise<Met> {
  const met: Met = { pages: 0, turnedAway: 0, withoutRetryAfter: 0, wrong: 0, waits: [] };
  const end = performance.now() + seconds * 1000;
  const person = async (): Promise<void> => {
    while (performance.now() < end) {
      const retryAfter = await visit(page, met);
      await wait(Math.min(retryAfter * 1000, Math.max(0, end - performance.now())));
    }
  };
  await Promise.all(Array.from({ length: people }, person));
  met.waits.sort((one, other) => one - other);
  return met;
}

/** @returns seconds to wait before the next visit */
async function visit(page: Page, met: Met): Promise<number> {
  const begun = performance.now();
  try {
    const response = await fetch(page.url, { headers: page.headers, redirect: 'manual' });
    await response.arrayBuffer();
    if (response.status === 200) {
      met.pages += 1;
      met.waits.push(performance.now() - begun);
      return 0;
    }
    if (response.status !== 503) {
      met.wrong += 1;
      return 0;
    }
    met.turnedAway += 1;
    const retryAfter = Number(response.headers.get('retry-after'));
    if (!(retryAfter > 0)) met.withoutRetryAfter += 1;
    return retryAfter || 1;
  } catch {
    met.wrong += 1;
    return 1;
  }
}
