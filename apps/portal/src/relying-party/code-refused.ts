import { Refusal } from '@surety/web';

/** The provider did not take back its own code: spent, too old, or not for this portal. */
export function codeRefused(detail: string, cause?: unknown): Refusal {
  return new Refusal({
    code: 'code-refused',
    status: 400,
    message:
      'The sign-in service did not accept the end of this sign-in; it may have taken too long. Please try again.',
    detail,
    cause,
  });
}
