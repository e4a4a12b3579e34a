import { Refusal } from '@surety/web';

/** A refusal that time may mend (503): `Retry-After` says when to ask again. */
export class RefusedForNow extends Refusal {
  override readonly name = 'RefusedForNow';
  readonly retryAfterSeconds: number;

  constructor(options: { code: string; message: string; detail: string; retryAfterSeconds: number; cause?: unknown }) {
    super({ ...options, status: 503 });
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}
