/** Tells the time. A dependency, so that tests can move it; the real one is {@link systemClock}. */
export type Clock = () => Date;

/** The machine's clock. */
export const systemClock: Clock = () => new Date();
