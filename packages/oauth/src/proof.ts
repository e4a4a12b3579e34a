import { timingSafeEqual } from 'node:crypto';
import type { Evidence, ProofRule } from './token-profile.ts';
import { areDetailsOf, type Transaction } from './transaction.ts';

/** The change that a proof must be bound to, and its words, which are compared with what a token says it authorizes. */
export type ChangeToProve = { challenge: string; draftedAt: Date; transaction: Transaction };

/** `proven`, or why not. Only the first lets a privileged operation happen; what is unknown proves nothing. */
export type ProofVerdict = 'proven' | 'second-factor-missing' | 'not-bound-to-this-change' | 'too-old';

/**
 * Whether a token's evidence proves a fresh second factor for exactly this change (design: step-up bound to a change).
 * Times in tokens are whole seconds, so a token of the second in which the draft was made counts as after it.
 */
export function judgeProof(rule: ProofRule, evidence: Evidence, change: ChangeToProve, now: Date): ProofVerdict {
  if (!rule.acceptedClasses.some((accepted) => evidence.classes.includes(accepted))) return 'second-factor-missing';
  if (rule.binding === 'nonce' && !isSame(evidence.nonce, change.challenge)) return 'not-bound-to-this-change';
  // A token that says what was authorized must say this (RFC 9396 section 9); one of a provider that shows nothing does not.
  const { authorizationDetails: said } = evidence;
  if ('authorizationDetails' in evidence && !areDetailsOf(change.transaction, said)) return 'not-bound-to-this-change';
  if (rule.moment === 'nonce') return 'proven';
  const moment = momentOfProof(rule, evidence);
  if (!isNotBefore(moment, change.draftedAt)) return 'not-bound-to-this-change';
  const ageMs = now.getTime() - (moment?.getTime() ?? 0);
  return rule.maxAgeSeconds === undefined || ageMs <= rule.maxAgeSeconds * 1000 ? 'proven' : 'too-old';
}

/** When the proof was given, as far as this rule takes the token's word for it. */
export function momentOfProof({ moment }: ProofRule, evidence: Evidence): Date | undefined {
  return moment === 'token' ? evidence.issuedAt : evidence.authenticatedAt;
}

/**
 * The `max_age` that makes a provider ask again exactly those who proved themselves before the draft (RFC 9470 section 3):
 * the draft's age, and never more than the rule allows.
 */
export function maxAgeFor(
  { moment, maxAgeSeconds }: ProofRule,
  { draftedAt }: Pick<ChangeToProve, 'draftedAt'>,
  now: Date,
): number | undefined {
  if (moment === 'nonce') return undefined;
  const sinceDraft = Math.max(0, Math.floor((now.getTime() - draftedAt.getTime()) / 1000));
  return Math.min(sinceDraft, maxAgeSeconds ?? sinceDraft);
}

function isNotBefore(time: Date | undefined, earliest: Date): boolean {
  return time !== undefined && Math.floor(time.getTime() / 1000) >= Math.floor(earliest.getTime() / 1000);
}

function isSame(given: string | undefined, expected: string): boolean {
  if (given === undefined || expected === '') return false;
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
