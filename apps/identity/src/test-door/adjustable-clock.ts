import type { Clock } from '@surety/web';

/** A clock that tests move: it goes on from wherever it was put. */
export type AdjustableClock = {
  now: Clock;
  /** Puts it at a moment, from which it goes on. */
  set(moment: Date): void;
  advance(seconds: number): void;
  /** Puts it right again. */
  reset(): void;
};

export function createAdjustableClock(real: Clock): AdjustableClock {
  let offset = 0;
  return {
    now: () => new Date(real().getTime() + offset),
    set(moment) {
      offset = moment.getTime() - real().getTime();
    },
    advance(seconds) {
      offset += seconds * 1000;
    },
    reset() {
      offset = 0;
    },
  };
}
