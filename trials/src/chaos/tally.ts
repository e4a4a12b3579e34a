/** What became of the journeys of one stretch of time. */
export type Counts = { begun: number; finished: number; retried: number; failed: number };

/** Somebody saw another person's page: the one thing that is worse than seeing none. */
export class WrongPerson extends Error {
  override readonly name = 'WrongPerson';
}

/** Counts journeys and what they had trouble with. */
export type Tally = {
  counts: Counts;
  addTrouble(error: unknown): void;
  /** Counts since it was last asked. */
  takeCounts(): Counts;
  /** What attempts failed of since it was last asked, with how often. */
  takeTroubles(): string;
  /** When an attempt last failed, in milliseconds of the clock; 0 when none did. */
  lastTrouble(): number;
  wrongSignIns(): number;
};

const NONE: Counts = { begun: 0, finished: 0, retried: 0, failed: 0 };

export function createTally(): Tally {
  const troubles = new Map<string, number>();
  let lastTrouble = 0;
  let wrongSignIns = 0;
  const tally: Tally = {
    counts: { ...NONE },
    addTrouble(error) {
      lastTrouble = Date.now();
      if (error instanceof WrongPerson) wrongSignIns += 1;
      const { message } = error as Error;
      troubles.set(message, (troubles.get(message) ?? 0) + 1);
    },
    takeCounts() {
      const taken = tally.counts;
      tally.counts = { ...NONE };
      return taken;
    },
    takeTroubles() {
      const taken = [...troubles].map(([message, times]) => `${times} × ${message}`).join('; ');
      troubles.clear();
      return taken;
    },
    lastTrouble: () => lastTrouble,
    wrongSignIns: () => wrongSignIns,
  };
  return tally;
}
