import { setTimeout as wait } from 'node:timers/promises';
import { engine } from '../engine/engine.ts';
import { buildImages } from '../engine/images.ts';
import { type Running, SCALE, up } from '../profile.ts';
import { FAULTS, type Fault } from './faults.ts';
import { type Load, startLoad } from './load.ts';
import { createPatientBrowser } from './patient-browser.ts';
import { changeBeneficiary, ENDORSEMENT, type Person, signIn } from './person.ts';
import type { Counts } from './tally.ts';

const AT_ONCE = 3;
const SECONDS_BEFORE = 5;
const SECONDS_AFTER = 25;

/** What one fault did. */
type Outcome = Counts & { fault: string; secondsUntilHealthy: number };

/**
 * Two of each app on PostgreSQL and Valkey behind a proxy, under a steady load of whole journeys, while one thing after
 * another breaks. Answers whether nothing that was acknowledged is lost, nothing happened twice, and nobody saw another's
 * pages. Journeys are people's: they try again when a page says that something is away.
 * @param only words that the names of the faults to try hold; all faults when there are none.
 */
export async function runChaos(only: readonly string[]): Promise<boolean> {
  const { images } = await buildImages();
  const running = await up(SCALE, images);
  try {
    const faults = FAULTS.filter(({ name }) => only.length === 0 || only.some((word) => name.includes(word)));
    const load = startLoad(running, AT_ONCE);
    const outcomes: Outcome[] = [];
    for (const fault of faults) outcomes.push(await inject(fault, running, load));
    await load.stop();
    return report(outcomes, await reckon(running, load));
  } finally {
    await running.down();
  }
}

async function inject(fault: Fault, running: Running, load: Load): Promise<Outcome> {
  console.log(fault.name);
  await wait(SECONDS_BEFORE * 1000);
  load.tally.takeCounts();
  const began = Date.now();
  load.tally.takeTroubles();
  await fault.happen(running);
  await wait(SECONDS_AFTER * 1000);
  const troubles = load.tally.takeTroubles();
  if (troubles !== '') console.log(`  tried again after ${troubles}`);
  const secondsUntilHealthy = Math.max(0, load.tally.lastTrouble() - began) / 1000;
  return { fault: fault.name, ...load.tally.takeCounts(), secondsUntilHealthy };
}

/** What must all be zero, and whether the audit's chain is whole. */
type Reckoning = { acknowledged: number; lost: number; twice: number; wrong: number; isAuditWhole: boolean };

/** Asks the portal itself, as each of the people, what is there now. */
async function reckon(running: Running, load: Load): Promise<Reckoning> {
  const acknowledged = load.people.filter((person) => person.acknowledged !== undefined);
  let [lost, twice] = [0, 0];
  for (const person of acknowledged) {
    const numbers = await recordedFor(running, person);
    if (!numbers.includes(person.acknowledged ?? '')) lost += 1;
    if (numbers.length > 1) twice += 1;
  }
  const verification = ['exec', running.container('api_1'), 'node', 'tools/src/run.mjs', 'audit', 'verify'];
  const isAuditWhole = await engine(verification).then(
    () => true,
    () => false,
  );
  return { acknowledged: acknowledged.length, lost, twice, wrong: load.tally.wrongSignIns(), isAuditWhole };
}

async function recordedFor(running: Running, person: Person): Promise<string[]> {
  const browser = createPatientBrowser();
  await signIn(browser, running, person);
  await changeBeneficiary(browser, running, { ...person });
  if (!browser.body.includes(person.beneficiary)) return [];
  return [...new Set(browser.body.match(new RegExp(ENDORSEMENT, 'g')) ?? [])];
}

function report(outcomes: readonly Outcome[], reckoning: Reckoning): boolean {
  console.log('\nfault                                        begun finished retried failed  healthy after');
  for (const { fault, begun, finished, retried, failed, secondsUntilHealthy } of outcomes) {
    const numbers = [begun, finished, retried, failed].map((number, index) =>
      String(number).padStart(index === 1 ? 9 : 7),
    );
    console.log(`${fault.padEnd(42)}${numbers.join('')}  ${secondsUntilHealthy.toFixed(1).padStart(8)} s`);
  }
  const { acknowledged, lost, twice, wrong, isAuditWhole } = reckoning;
  console.log(
    `\nacknowledged changes ${acknowledged}: lost ${lost}, effective twice ${twice}; wrong sign-ins ${wrong}; audit ${isAuditWhole ? 'whole' : 'BROKEN'}`,
  );
  const failed = outcomes.reduce((sum, outcome) => sum + outcome.failed, 0);
  return lost === 0 && twice === 0 && wrong === 0 && isAuditWhole && failed === 0 && acknowledged > 0;
}
