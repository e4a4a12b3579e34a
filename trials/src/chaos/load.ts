import { setTimeout as wait } from 'node:timers/promises';
import type { FormBrowser } from '../../../journeys/src/stage/form-browser.ts';
import { createPatientBrowser } from './patient-browser.ts';
import { aPerson, changeBeneficiary, type Person, type Places, signIn, signOut, signUp } from './person.ts';
import { createTally, type Tally, WrongPerson } from './tally.ts';

/** People who come one after another, several at a time, and do the whole journey. */
export type Load = {
  /** Everybody who came so far. */
  people: readonly Person[];
  tally: Tally;
  /** Lets those under way finish. */
  stop(): Promise<void>;
};

const MOST_SECONDS_OF_PATIENCE = 90;
const BEFORE_TRYING_AGAIN_MS = 500;

type Stage = (browser: FormBrowser, places: Places, person: Person) => Promise<void>;

/** The whole journey: sign up, read and change with step-up, sign out, and come back to see the change. */
const STAGES: readonly Stage[] = [signUp, changeBeneficiary, signOut, signIn, seeOwnChange, signOut];

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
  const tally = createTally();
  let isStopping = false;

  async function runStage(stage: Stage, browser: FormBrowser, person: Person): Promise<boolean> {
    const giveUpAt = Date.now() + MOST_SECONDS_OF_PATIENCE * 1000;
    for (let hadTrouble = false; ; hadTrouble = true) {
      try {
        await stage(browser, places, person);
        return hadTrouble;
      } catch (error) {
        tally.addTrouble(error);
        if (Date.now() > giveUpAt || error instanceof WrongPerson) throw error;
        await wait(BEFORE_TRYING_AGAIN_MS);
      }
    }
  }

  async function oneJourney(): Promise<void> {
    const person = aPerson(people.length + 1);
    people.push(person);
    tally.counts.begun += 1;
    try {
      let hadTrouble = false;
      const browser = createPatientBrowser();
      for (const stage of STAGES) hadTrouble = (await runStage(stage, browser, person)) || hadTrouble;
      tally.counts.finished += 1;
      if (hadTrouble) tally.counts.retried += 1;
    } catch (error) {
      tally.counts.failed += 1;
      console.log(`  a journey failed: ${(error as Error).message}`);
    }
  }

  const workers = Array.from({ length: atOnce }, async () => {
    while (!isStopping) await oneJourney();
  });
  return {
    people,
    tally,
    async stop() {
      isStopping = true;
      await Promise.all(workers);
    },
  };
}
