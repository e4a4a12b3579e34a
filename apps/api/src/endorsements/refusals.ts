import type { Policy } from '@surety/insurance';
import { Refusal } from '@surety/web';

/** There is no such policy of the caller: unknown and somebody else's look the same. */
export function noSuchPolicy(): Refusal {
  return new Refusal({ code: 'no-such-policy', status: 404, message: 'You have no policy with this number.' });
}

/** There is no such endorsement of the caller: unknown and somebody else's look the same. */
export function noSuchEndorsement(): Refusal {
  return new Refusal({ code: 'no-such-endorsement', status: 404, message: 'You have no such change.' });
}

/** The policy moved on since the caller read it. Nothing was written. */
export function policyChanged(): Refusal {
  return new Refusal({
    code: 'policy-changed',
    status: 412,
    message: 'The policy has changed since you read it. Look at it as it is now, then decide again.',
  });
}

/** The state of the policy forbids changes of its beneficiaries. */
export function policyFixed(reason: string, { isFrozen }: Pick<Policy, 'isFrozen'>): Refusal {
  return new Refusal({ code: isFrozen ? 'policy-frozen' : 'policy-not-in-force', status: 409, message: reason });
}

/** A confirmation counts once. */
export function alreadyConfirmed(): Refusal {
  return new Refusal({
    code: 'already-confirmed',
    status: 409,
    message: 'This change was confirmed before and is in effect. Nothing was done a second time.',
  });
}

/** A change that was confirmed and undone since is not confirmed again. */
export function alreadyReversed(): Refusal {
  return new Refusal({
    code: 'already-reversed',
    status: 409,
    message: 'This change was confirmed before and has been undone since. Nothing was done a second time.',
  });
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
