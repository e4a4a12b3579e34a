import type { Requirement } from '@surety/api-contract';
import {
  type BearerChallenge,
  type ChangeToProve,
  type Evidence,
  judgeProof,
  maxAgeFor,
  momentOfProof,
  type ProofRule,
  type ProofVerdict,
  type VerifiedAccessToken,
} from '@surety/oauth';
import { Refusal } from '@surety/web';
import type { ApiTransaction } from '../database.ts';
import type { Caller } from './bearer.ts';
import { BearerRefused } from './bearer-refused.ts';
import type { SpentProofRepository } from './spent-proof-repository.ts';

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
 * @throws Refusal `proof-not-possible` (403) when the provider cannot prove what the operator has not done without;
 * BearerRefused `second-factor-needed`, `proof-not-bound` or `proof-too-old` (401, RFC 9470 section 3)
 */
export function requireProof(rule: ProofRule, evidence: Evidence, context: ProofContext): void {
  if (rule.missing.length > 0) throw proofNotPossible(rule);
  const verdict = judgeProof(rule, evidence, context.change, context.now);
  if (verdict === 'proven') return;
  const { code, message } = REASONS[verdict];
  throw new BearerRefused({ code, status: 401, message }, ...challengesOf(rule, message, context));
}

/** What the evidence must be bound to, and when it is judged. */
export type ProofContext = { change: ChangeToProve; now: Date };

type SpendContext = { change: Pick<ChangeToProve, 'draftedAt'>; now: Date };

// Clients of Microsoft Entra read the first challenge, everybody else's the one of RFC 9470.
function challengesOf(rule: ProofRule, description: string, { change, now }: SpendContext): readonly BearerChallenge[] {
  const maxAgeSeconds = maxAgeFor(rule, change, now);
  const challenge: BearerChallenge = {
    error: 'insufficient_user_authentication',
    description,
    acrValues: rule.acceptedClasses,
    ...(maxAgeSeconds === undefined ? {} : { maxAgeSeconds }),
  };
  return rule.challenge === 'claims-request' ? [claimsChallenge(rule.acceptedClasses), challenge] : [challenge];
}

function claimsChallenge([value]: readonly string[]): BearerChallenge {
  const claims = JSON.stringify({ access_token: { acrs: { essential: true, value } } });
  return { error: 'insufficient_claims', claims };
}

/**
 * Where proofs are not bound to a change, one serves for one change only: the first that it confirms.
 * @throws BearerRefused `proof-spent` (401)
 */
export async function spendProof(
  { proofRule, spentProofs }: { proofRule: ProofRule; spentProofs: SpentProofRepository },
  transaction: ApiTransaction,
  token: Pick<VerifiedAccessToken, 'issuer' | 'subject' | 'evidence'>,
  context: SpendContext,
): Promise<void> {
  const provenAt = proofRule.binding === 'time' ? momentOfProof(proofRule, token.evidence) : undefined;
  if (provenAt === undefined || (await spentProofs.spend(transaction, { ...token, provenAt }))) return;
  const message = 'This second factor has confirmed something else already. Give it again for this.';
  throw new BearerRefused({ code: 'proof-spent', status: 401, message }, ...challengesOf(proofRule, message, context));
}

function proofNotPossible({ missing }: ProofRule): Refusal {
  return new Refusal({
    code: 'proof-not-possible',
    status: 403,
    message:
      'Changes cannot be confirmed here: the sign-in service cannot prove a second factor as this insurer demands it. Nothing was changed.',
    detail: `not accepted in the settings: ${missing.join(', ')}`,
  });
}
