import { type EndorsementStatus, hasBeneficiaries, type Policy, whyBeneficiariesAreFixed } from '@surety/insurance';
import { Refusal } from '@surety/web';
import { matchesVersion } from '../policies/entity-tag.ts';

/** There is no such policy of the caller: unknown and somebody else's look the same. */
export function noSuchPolicy(): Refusal {
  return new Refusal({ code: 'no-such-policy', status: 404, message: 'You have no policy with this number.' });
}

/** There is no such endorsement of the caller: unknown and somebody else's look the same. */
export function noSuchEndorsement(): Refusal {
  return new Refusal({ code: 'no-such-endorsement', status: 404, message: 'You have no such change.' });
}

/** The policy moved on since the caller read it. Nothing was written. */
export function policyChanged(policyNumber?: string): Refusal {
  const which = policyNumber === undefined ? 'The policy' : `Policy ${policyNumber}`;
  return new Refusal({
    code: 'policy-changed',
    status: 412,
    message: `${which} has changed since you read it. Look at it as it is now, then decide again.`,
  });
}

/** The state of the policy forbids changes of its beneficiaries. */
export function policyFixed(reason: string, { kind, isFrozen }: Pick<Policy, 'kind' | 'isFrozen'>): Refusal {
  if (!hasBeneficiaries(kind)) return new Refusal({ code: 'no-beneficiaries', status: 409, message: reason });
  return new Refusal({ code: isFrozen ? 'policy-frozen' : 'policy-not-in-force', status: 409, message: reason });
}

const SETTLED: Record<string, { code: string; says: string }> = {
  effective: { code: 'already-confirmed', says: 'was confirmed before and is in effect' },
  confirmed: { code: 'already-confirmed', says: 'was confirmed before and waits for its day' },
  'in-review': { code: 'already-confirmed', says: 'was confirmed before and is being looked at' },
  declined: { code: 'already-declined', says: 'was confirmed before and has been declined since' },
  reversed: { code: 'already-reversed', says: 'was confirmed before and has been undone since' },
};

/** A confirmation counts once. */
export function alreadySettled(status: EndorsementStatus): Refusal {
  const { code, says } = SETTLED[status] ?? { code: 'already-confirmed', says: `is ${status} already` };
  return new Refusal({ code, status: 409, message: `This change ${says}. Nothing was done a second time.` });
}

/** The draft's time has passed. */
export function draftExpired(): Refusal {
  return new Refusal({
    code: 'draft-expired',
    status: 410,
    message: 'This change was not confirmed in time and is no longer valid. Nothing was changed; start it again.',
  });
}

/** `If-Match` is missing, or is the `*` that would match whatever stands there. */
export function versionMissing(): Refusal {
  return new Refusal({
    code: 'version-missing',
    status: 428,
    message: 'Send the ETag of the policy that this change starts from in the If-Match header.',
  });
}

/**
 * Refuses a policy that may not be changed, or is not as it was read.
 * @throws Refusal 409, 412 or 428
 */
export function assertChangeable(policy: Policy, ifMatch: string | undefined): void {
  const reason = whyBeneficiariesAreFixed(policy);
  if (reason !== undefined) throw policyFixed(reason, policy);
  const matches = matchesVersion(ifMatch, policy.version);
  if (matches === undefined) throw versionMissing();
  if (!matches) throw policyChanged(policy.number);
}
