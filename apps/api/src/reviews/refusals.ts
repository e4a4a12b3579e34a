import type { Violation } from '@surety/insurance';
import { Refusal } from '@surety/web';

/** There is no such change under review. */
export function noSuchReview(): Refusal {
  return new Refusal({ code: 'no-such-review', status: 404, message: 'There is no such change under review.' });
}

/** The change was decided, replaced or reported meanwhile. */
export function reviewClosed(): Refusal {
  return new Refusal({
    code: 'review-closed',
    status: 409,
    message:
      'This change is no longer under review: it was decided, replaced by a newer one, or reported as not theirs.',
  });
}

/** A rule of the life cycle speaks against it; its code is the rule's. */
export function notAllowed({ code, message }: Violation): Refusal {
  return new Refusal({ code, status: 409, message });
}

/** There is no such decision of the caller: unknown and somebody else's look the same. */
export function noSuchDecision(): Refusal {
  return new Refusal({ code: 'no-such-decision', status: 404, message: 'You have no such decision to confirm.' });
}

/** The decision was confirmed before. */
export function decisionSpent(): Refusal {
  return new Refusal({
    code: 'already-confirmed',
    status: 409,
    message: 'This decision was confirmed before. Nothing was done a second time.',
  });
}

/** The decision was not confirmed in time. */
export function decisionExpired(): Refusal {
  return new Refusal({
    code: 'decision-expired',
    status: 410,
    message: 'This decision was not confirmed in time. Nothing was decided; decide again.',
  });
}

/** A policy is not any more as it was when the change was asked for. */
export function changedSince(): Refusal {
  return new Refusal({
    code: 'policy-changed',
    status: 412,
    message: 'A policy is not as it was when this change was asked for, so it cannot take effect. Decline it.',
  });
}
