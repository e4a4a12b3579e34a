import type { Requirement } from '@surety/api-contract';
import {
  type BearerChallenge,
  type ChangeToProve,
  type Evidence,
  judgeProof,
  type ProofRule,
  type ProofVerdict,
} from '@surety/oauth';
import { Refusal } from '@surety/web';
import type { Caller } from './bearer.ts';
import { BearerRefused } from './bearer-refused.ts';

/**
 * Refuses a token without the scope that the contract demands.
 * @throws BearerRefused `insufficient-scope` (403, RFC 6750 section 3.1)
 */
export function requireScope({ scope }: Requirement, { token }: Caller): void {
  if (token.scopes.has(scope)) return;
  const message = `The access token lacks the scope ${scope}.`;
  throw new BearerRefused(
    { code: 'insufficient-scope', status: 403, message },
    { error: 'insufficient_scope', description: message, scope },
  );
}

/**
 * Refuses a token that does not give the role that the contract demands.
 * @throws Refusal `role-missing` (403)
 */
export function requireRole({ role }: Requirement, { token }: Caller): void {
  if (role === undefined || token.roles.has(role)) return;
  throw new Refusal({ code: 'role-missing', status: 403, message: `This is for people with the role ${role}.` });
}

const REASONS: Record<Exclude<ProofVerdict, 'proven'>, { code: string; message: string }> = {
  'second-factor-missing': {
    code: 'second-factor-needed',
    message: 'This change must be confirmed with a second factor.',
  },
  'not-bound-to-this-change': {
    code: 'proof-not-bound',
    message: 'The second factor was not given for this change. Confirm this very change with it.',
  },
  'too-old': { code: 'proof-too-old', message: 'The second factor was given too long ago. Give it again.' },
};

/**
 * Refuses evidence that does not prove a fresh second factor for exactly this change.
 * @throws BearerRefused `second-factor-needed`, `proof-not-bound` or `proof-too-old` (401, RFC 9470 section 3)
 */
export function requireProof(rule: ProofRule, evidence: Evidence, { change, now }: ProofContext): void {
  const verdict = judgeProof(rule, evidence, change, now);
  if (verdict === 'proven') return;
  const { code, message } = REASONS[verdict];
  throw new BearerRefused({ code, status: 401, message }, ...challengesOf(rule, message));
}

/** What the evidence must be bound to, and when it is judged. */
export type ProofContext = { change: ChangeToProve; now: Date };

// Clients of Microsoft Entra read the first challenge, everybody else's the one of RFC 9470.
function challengesOf(rule: ProofRule, description: string): readonly BearerChallenge[] {
  const challenge: BearerChallenge = {
    error: 'insufficient_user_authentication',
    description,
    acrValues: rule.acceptedClasses,
    ...(rule.kind === 'authenticated-after' ? { maxAgeSeconds: rule.maxAgeSeconds } : {}),
  };
  return rule.kind === 'issued-after' ? [claimsChallenge(rule.acceptedClasses), challenge] : [challenge];
}

function claimsChallenge([value]: readonly string[]): BearerChallenge {
  const claims = JSON.stringify({ access_token: { acrs: { essential: true, value } } });
  return { error: 'insufficient_claims', claims };
}
