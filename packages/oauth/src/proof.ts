import { timingSafeEqual } from 'node:crypto';
import type { Evidence, ProofRule } from './token-profile.ts';

/** The change that a proof must be bound to. */
export type ChangeToProve = { challenge: string; draftedAt: Date };

/** `proven`, or why not. Only the first lets a privileged operation happen; what is unknown proves nothing. */
export type ProofVerdict = 'proven' | 'second-factor-missing' | 'not-bound-to-this-change' | 'too-old';

/**
 * Whether a token's evidence proves a fresh second factor for exactly this change (design: step-up bound to a change).
 * Times in tokens are whole seconds, so a token of the second in which the draft was made counts as after it.
 */
export function judgeProof(rule: ProofRule, evidence: Evidence, change: ChangeToProve, now: Date): ProofVerdict {
  if (!rule.acceptedClasses.some((accepted) => evidence.classes.includes(accepted))) return 'second-factor-missing';
  switch (rule.kind) {
    case 'nonce':
      return isSame(evidence.nonce, change.challenge) ? 'proven' : 'not-bound-to-this-change';
    case 'issued-after':
      return isNotBefore(evidence.issuedAt, change.draftedAt) ? 'proven' : 'not-bound-to-this-change';
    case 'authenticated-after':
      if (!isNotBefore(evidence.authenticatedAt, change.draftedAt)) return 'not-bound-to-this-change';
      return now.getTime() - (evidence.authenticatedAt?.getTime() ?? 0) <= rule.maxAgeSeconds * 1000
        ? 'proven'
        : 'too-old';
  }
}

function isNotBefore(time: Date | undefined, earliest: Date): boolean {
  return time !== undefined && Math.floor(time.getTime() / 1000) >= Math.floor(earliest.getTime() / 1000);
}

function isSame(given: string | undefined, expected: string): boolean {
  if (given === undefined || expected === '') return false;
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
