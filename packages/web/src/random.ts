import { randomBytes, randomInt } from 'node:crypto';

/** Source of unguessable values. A dependency, so that tests can repeat a run; the real one is {@link systemRandom}. */
export type Random = {
  /** A fresh token of 256 bits, base64url (43 characters). */
  token(): string;
  /** A fresh string of decimal digits, each equally likely. */
  digits(length: number): string;
};

/** The operating system's cryptographic source. */
export const systemRandom: Random = {
  token: () => randomBytes(32).toString('base64url'),
  digits: (length) => Array.from({ length }, () => randomInt(10)).join(''),
};
