import { DEMO_PEOPLE } from '../../../apps/identity/src/accounts/demo-people.ts';
import { createFormBrowser } from '../../../journeys/src/stage/form-browser.ts';
import { startSurety } from '../../../journeys/src/stage/surety.ts';
import { residentMegabytes } from '../soak/resident-memory.ts';
import { crowd, type Met } from './crowd.ts';

/** Far more than are served at once. */
const CROWD = 4_000;
const FEW = 16;
const SECONDS = 30;
const BETWEEN_SAMPLES_MS = 500;
/** How much memory a crowd may take beyond what the same pages take for a few: its connections, no queue. */
const MOST_GROWTH_MB = 400;
/** Which part of what a few people get a crowd must still get. */
const LEAST_PAGES = 0.4;

/**
 * Thousands ask for a signed-in page at once, again and again. Who cannot be served must hear 503 with `Retry-After`, the
 * others get their pages, memory stays bounded, and when the crowd is gone everything is as before.
 */
export async function runOverload(): Promise<boolean> {
  const surety = await startSurety({ REQUESTS_PER_PERSON: '0' });
  try {
    const browser = createFormBrowser();
    await browser.open(`${surety.portal}/sign-in`);
    await browser.submit({ email: DEMO_PEOPLE[0]?.email ?? '', password: DEMO_PEOPLE[0]?.password ?? '' });
    const page = { url: `${surety.portal}/policies`, headers: { cookie: browser.cookies() } };
    const megabytes = (): number => residentMegabytes(surety.processId());
    const before = await crowd(page, { people: FEW, seconds: SECONDS });
    const memory = { before: megabytes(), peak: 0 };
    const sampler = setInterval(() => {
      memory.peak = Math.max(memory.peak, megabytes());
    }, BETWEEN_SAMPLES_MS);
    const during = await crowd(page, { people: CROWD, seconds: SECONDS });
    clearInterval(sampler);
    const after = await crowd(page, { people: FEW, seconds: SECONDS / 3 });
    return report({ before, during, after }, memory);
  } finally {
    await surety.stop();
  }
}

function report(
  { before, during, after }: { before: Met; during: Met; after: Met },
  memory: { before: number; peak: number },
): boolean {
  say(`${FEW} people`, before, SECONDS);
  say(`${CROWD} people`, during, SECONDS);
  say(`${FEW} people, afterwards`, after, SECONDS / 3);
  console.log(`memory: ${memory.before.toFixed(0)} MB before, at most ${memory.peak.toFixed(0)} MB in the crowd`);
  return (
    during.turnedAway > 0 &&
    during.pages >= before.pages * LEAST_PAGES &&
    [before, during, after].every(({ wrong, withoutRetryAfter }) => wrong + withoutRetryAfter === 0) &&
    after.turnedAway === 0 &&
    memory.peak - memory.before <= MOST_GROWTH_MB
  );
}

function say(who: string, { pages, turnedAway, withoutRetryAfter, wrong, waits }: Met, seconds: number): void {
  const at = (part: number): string => `${(waits[Math.floor(waits.length * part)] ?? Number.NaN).toFixed(0)} ms`;
  console.log(
    `${who}: ${(pages / seconds).toFixed(0)} pages/s (median ${at(0.5)}, p99 ${at(0.99)}), ${turnedAway} turned away, ${withoutRetryAfter} of them not told until when, ${wrong} wrong or missing`,
  );
}
