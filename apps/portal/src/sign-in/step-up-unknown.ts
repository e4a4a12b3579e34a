import { Refusal } from '@surety/web';

/** The api's challenge names no way that this provider has. */
export function stepUpUnknown(): Refusal {
  return new Refusal({
    code: 'step-up-unknown',
    status: 409,
    message: 'This cannot be confirmed now: the way to prove a second factor is not known. Nothing was changed.',
  });
}
