import { availableParallelism } from 'node:os';
import { hash } from '@node-rs/argon2';
import { Refusal } from '@surety/web';
import { verifyHash } from './password-hashes.ts';
import { normalisePassword } from './password-rule.ts';

/** Hashes and checks passwords, a bounded number at a time. */
export type Passwords = {
  /** Argon2id in PHC form, with a fresh salt. */
  hash(password: string): Promise<string>;
  /** Whether the password belongs to the hash. Without a hash (no such account) it takes as long and answers false. */
  isRight(passwordHash: string | undefined, password: string): Promise<boolean>;
  /** Whether a hash is of another scheme or cost than ours, so that a right password is the moment to renew it. */
  isOutdated(passwordHash: string): boolean;
};

/** Argon2id with 19 MiB, two passes and one lane: OWASP's first choice. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const OURS = `$argon2id$v=19$m=${COST.memoryCost},t=${COST.timeCost},p=${COST.parallelism}$`;

/** Longest input that is hashed at all; a rule allows 256 characters, which may be several of these units each. */
const MOST_CHARACTERS = 1024;

/**
 * Each hash takes 19 MiB and a core, off the event loop. Beyond `concurrency` they wait their turn; beyond
 * `mostWaiting` they are refused, so that a flood of sign-ins fills neither the memory nor the queue.
 */
export function createPasswords({ concurrency = availableParallelism(), mostWaiting = 400 } = {}): Passwords {
  const inTurn = createQueue(concurrency, mostWaiting);
  const decoy = hash('nobody has this password', COST);
  return {
    hash: (password) => inTurn(() => hash(normalisePassword(password), COST)),
    async isRight(passwordHash, password) {
      const typed = password.slice(0, MOST_CHARACTERS);
      // An account without a password takes as long as one with it.
      const against = passwordHash || (await decoy);
      // Another system may have hashed what was typed, letter for letter.
      const spellings = [normalisePassword(typed), ...(isOurs(against) ? [] : [typed])];
      const isRight = await inTurn(() => verifyHash(against, spellings));
      return isRight && against === passwordHash && password.length <= MOST_CHARACTERS;
    },
    isOutdated: (passwordHash) => !isOurs(passwordHash),
  };
}

function isOurs(passwordHash: string): boolean {
  return passwordHash.startsWith(OURS);
}

function createQueue(
  concurrency: number,
  mostWaiting: number,
): <Result>(work: () => Promise<Result>) => Promise<Result> {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (running >= concurrency) {
      if (waiting.length >= mostWaiting) throw tooBusy();
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else running += 1;
    try {
      return await work();
    } finally {
      // The place goes straight to the next in line, so that nobody who comes meanwhile overtakes.
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}

function tooBusy(): Refusal {
  return new Refusal({
    code: 'too-busy',
    status: 503,
    message: 'Very many people are signing in at this moment. Please go back and try again in a minute.',
  });
}
