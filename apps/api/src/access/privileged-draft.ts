import { DRAFT_LIFETIME_MINUTES } from '@surety/insurance';
import type { Random } from '@surety/web';

/** What every change that waits for proof of a second factor has, whatever it changes. */
export type PrivilegedDraft = {
  id: string;
  /** What the proof must be bound to: random, spent by the confirmation. */
  challenge: string;
  draftedAt: Date;
  /** Not confirmed by then, it is worth nothing. */
  expiresAt: Date;
};

const MINUTE_MS = 60_000;
const FORGOTTEN_AFTER_MINUTES = 24 * 60;

/** The beginning of a privileged change at `now`. */
export function privilegedDraft({ random, now }: { random: Random; now: Date }): PrivilegedDraft {
  const expiresAt = new Date(now.getTime() + DRAFT_LIFETIME_MINUTES * MINUTE_MS);
  return { id: random.token(), challenge: random.token(), draftedAt: now, expiresAt };
}

/** Drafts that expired before this are forgotten: they are worth nothing and hold personal data. */
export function forgottenBefore(now: Date): Date {
  return new Date(now.getTime() - FORGOTTEN_AFTER_MINUTES * MINUTE_MS);
}
