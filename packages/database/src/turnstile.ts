/** Lets one in at a time, in order of arrival. */
export type Turnstile = { enter(): Promise<void>; leave(): void };

export function createTurnstile(): Turnstile {
  let occupied = false;
  const waiting: (() => void)[] = [];
  return {
    enter() {
      if (!occupied) {
        occupied = true;
        return Promise.resolve();
      }
      return new Promise((resolve) => waiting.push(resolve));
    },
    leave() {
      const next = waiting.shift();
      if (next) next();
      else occupied = false;
    },
  };
}
