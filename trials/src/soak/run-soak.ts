import { setTimeout as wait } from 'node:timers/promises';
import autocannon from 'autocannon';
import { DEMO_PEOPLE } from '../../../apps/identity/src/accounts/demo-people.ts';
import { createFormBrowser } from '../../../journeys/src/stage/form-browser.ts';
import { startSurety } from '../../../journeys/src/stage/surety.ts';
import { residentMegabytes } from './resident-memory.ts';

const CONNECTIONS = 16;
const SECONDS_AT_FULL_RATE = 20;
const BETWEEN_SAMPLES_MS = 5_000;
/** How much more memory the last third of the run may take than the second: noise of the collector, not a leak. */
const MOST_GROWTH = 1.1;

/**
 * Reads a person's policies through portal and api at half the rate that the system can do, for minutes. Memory must stay
 * flat and every answer be right.
 * @param words minutes; 10 when none are named.
 */
export async function runSoak([minutes = '10']: readonly string[]): Promise<boolean> {
  // One person reads as a whole crowd would.
  const surety = await startSurety({ REQUESTS_PER_PERSON: '1000000' });
  try {
    const browser = createFormBrowser();
    await browser.open(`${surety.portal}/sign-in`);
    await browser.submit({ email: DEMO_PEOPLE[0]?.email ?? '', password: DEMO_PEOPLE[0]?.password ?? '' });
    const load = { url: `${surety.portal}/policies`, headers: { cookie: browser.cookies() }, connections: CONNECTIONS };
    const full = await autocannon({ ...load, duration: SECONDS_AT_FULL_RATE });
    const rate = Math.floor(full.requests.average / 2);
    console.log(`full rate ${full.requests.average.toFixed(0)} pages/s; now ${rate} pages/s for ${minutes} minutes`);
    const memory = sampleMemory(surety.processId());
    const half = await autocannon({ ...load, overallRate: rate, duration: Number(minutes) * 60 });
    return report(half, memory.stop());
  } finally {
    await surety.stop();
  }
}

function sampleMemory(processId: number): { stop(): number[] } {
  const samples: number[] = [];
  let isOver = false;
  void (async () => {
    while (!isOver) {
      samples.push(residentMegabytes(processId));
      await wait(BETWEEN_SAMPLES_MS, undefined, { ref: false });
    }
  })();
  return {
    stop() {
      isOver = true;
      return samples;
    },
  };
}

function report(result: autocannon.Result, samples: readonly number[]): boolean {
  const third = Math.floor(samples.length / 3);
  const mean = (part: readonly number[]): number => part.reduce((sum, each) => sum + each, 0) / part.length;
  const [before, after] = [mean(samples.slice(third, 2 * third)), mean(samples.slice(2 * third))];
  const wrong = result.non2xx + result.errors + result.timeouts;
  console.log(`answers ${result.requests.total}, of them wrong or missing ${wrong}`);
  console.log(
    `latency: median ${result.latency.p50} ms, p99 ${result.latency.p99} ms, longest ${result.latency.max} ms`,
  );
  console.log(
    `memory of the three apps: ${before.toFixed(0)} MB in the second third, ${after.toFixed(0)} MB in the last`,
  );
  return wrong === 0 && after <= before * MOST_GROWTH;
}
