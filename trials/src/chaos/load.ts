import { setTimeout as wait } from 'node:timers/promises';
import type { FormBrowser } from '../../../journeys/src/stage/form-browser.ts';
import { createPatientBrowser } from './patient-browser.ts';
import { aPerson, changeBeneficiary, type Person, type Places, signIn, signOut, signUp } from './person.ts';

/** What became of the journeys of one stretch of time. */
export type Counts = { begun: number; finished: number; retried: number; failed: number };

/** People who come one after another, several at a time, and do the whole journey. */
export type Load = {
  /** Everybody who came so far. */
  people: readonly Person[];
  /** Counts since it was last asked. */
  takeCounts(): Counts;
  /** When an attempt last failed, in milliseconds of the clock; 0 when none did. */
  lastTrouble(): number;
  /** Somebody saw another person's page. */
  wrongSignIns(): number;
  /** Lets those under way finish. */
  stop(): Promise<void>;
};

const MOST_SECONDS_OF_PATIENCE = 90;
const BEFORE_TRYING_AGAIN_MS = 500;

type Stage = (browser: FormBrowser, places: Places, person: Person) => Promise<void>;

/** The whole journey: sign up, read and change with step-up, sign out, and come back to see the change. */
const STAGES: readonly Stage[] = [signUp, changeBeneficiary, signOut, signIn, seeOwnChange, signOut];

export class WrongPerson extends Error {
  override readonly name = 'WrongPerson';
}

/** Whoever signed in sees their own policy with their own beneficiary. @throws WrongPerson */
async function seeOwnChange(browser: FormBrowser, places: Places, person: Person): Promise<void> {
  await browser.open(`${places.portal}/claims`);
  if (!browser.body.includes(person.email)) throw new WrongPerson(`${person.email} sees somebody else`);
  await changeBeneficiary(browser, places, person);
  if (!browser.body.includes(person.beneficiary)) throw new WrongPerson(`${person.email} sees another beneficiary`);
}

/** Starts the load: `atOnce` journeys at a time, each by somebody new. */
export function startLoad(places: Places, atOnce: number): Load {
  const people: Person[] = [];
  let counts: Counts = { begun: 0, finished: 0, retried: 0, failed: 0 };
  let trouble = 0;
  let wrong = 0;
  let isStopping = false;

  async function runStage(stage: Stage, browser: FormBrowser, person: Person): Promise<boolean> {
    const giveUpAt = Date.now() + MOST_SECONDS_OF_PATIENCE * 1000;
    for (let hadTrouble = false; ; hadTrouble = true) {
      try {
        await stage(browser, places, person);
        return hadTrouble;
      } catch (error) {
        if (error instanceof WrongPerson) wrong += 1;
        trouble = Date.now();
        if (Date.now() > giveUpAt || error instanceof WrongPerson) throw error;
        await wait(BEFORE_TRYING_AGAIN_MS);
      }
    }
  }

  async function oneJourney(): Promise<void> {
    const person = aPerson(people.length + 1);
    people.push(person);
    counts.begun += 1;
    try {
      let hadTrouble = false;
      const browser = createPatientBrowser();
      for (const stage of STAGES) hadTrouble = (await runStage(stage, browser, person)) || hadTrouble;
      counts.finished += 1;
      if (hadTrouble) counts.retried += 1;
    } catch (error) {
      counts.failed += 1;
      console.log(`  a journey failed: ${(error as Error).message}`);
    }
  }

  const workers = Array.from({ length: atOnce }, async () => {
    while (!isStopping) await oneJourney();
  });
  return {
    people,
    takeCounts() {
      const taken = counts;
      counts = { begun: 0, finished: 0, retried: 0, failed: 0 };
      return taken;
    },
    lastTrouble: () => trouble,
    wrongSignIns: () => wrong,
    async stop() {
      isStopping = true;
      await Promise.all(workers);
    },
  };
}
