import { type ProofRule, type Weakness, weaknessesOf } from '@surety/oauth';
import type { Logger } from '@surety/web';

const SAYS: Record<Weakness, string> = {
  unbound:
    'a second factor counts for any one change that was drafted before it, because this provider does not say which change it was given for (ACCEPT_UNBOUND_PROOF)',
  'token-time':
    'the time of the token counts as the time of the second factor, which the provider may only have remembered (ACCEPT_TOKEN_TIME_AS_PROOF_TIME)',
};

const REFUSED: Record<Weakness, string> = {
  unbound:
    'changes are refused: this provider cannot say which change a second factor was given for. ACCEPT_UNBOUND_PROOF=true does without',
  'token-time':
    'changes are refused: this provider cannot say when a second factor was given. ACCEPT_TOKEN_TIME_AS_PROOF_TIME=true does without',
};

/** Says at start-up what this provider's proofs leave unproven, so that nobody learns it from a contested change. */
export function announceProof(logger: Pick<Logger, 'warn'>, rule: ProofRule): void {
  if (rule.missing.length > 0) {
    for (const weakness of rule.missing) logger.warn({ event: 'proof-not-possible', weakness }, REFUSED[weakness]);
    return;
  }
  for (const weakness of weaknessesOf(rule)) logger.warn({ event: 'proof-weakened', weakness }, SAYS[weakness]);
}
