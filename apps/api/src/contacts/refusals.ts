import { Refusal } from '@surety/web';
import type { ContactChangeStatus } from './contact-change.ts';

export const WHY_CONTACT_IS_FIXED =
  'A change of your contact data was reported as not being yours, so they cannot be changed for now. ' +
  'Call us by the telephone number on your policy documents: we make sure that it is you, and open them again.';

/** Nobody of this name holds a policy here. */
export function noSuchPolicyholder(): Refusal {
  return new Refusal({
    code: 'no-such-policyholder',
    status: 404,
    message: 'You are not known here yet. Register first.',
  });
}

/** There is no such change of the caller: unknown and somebody else's look the same. */
export function noSuchContactChange(): Refusal {
  return new Refusal({ code: 'no-such-contact-change', status: 404, message: 'You have no such change.' });
}

/** The contact data moved on since the caller read them. Nothing was written. */
export function contactChanged(): Refusal {
  return new Refusal({
    code: 'contact-changed',
    status: 412,
    message: 'Your contact data have changed since you read them. Look at them as they are now, then decide again.',
  });
}

/** Somebody reported a change that was not theirs. */
export function contactFrozen(): Refusal {
  return new Refusal({ code: 'contact-frozen', status: 409, message: WHY_CONTACT_IS_FIXED });
}

/** A confirmation counts once. */
export function contactAlreadySettled(status: ContactChangeStatus): Refusal {
  const message =
    status === 'reversed'
      ? 'This change was confirmed before and has been undone since. Nothing was done a second time.'
      : 'This change was confirmed before and is in effect. Nothing was done a second time.';
  return new Refusal({ code: status === 'reversed' ? 'already-reversed' : 'already-confirmed', status: 409, message });
}

/** `If-Match` is missing, or is the `*` that would match whatever stands there. */
export function contactVersionMissing(): Refusal {
  return new Refusal({
    code: 'version-missing',
    status: 428,
    message: 'Send the ETag of the contact data that this change starts from in the If-Match header.',
  });
}
