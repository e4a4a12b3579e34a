import { type BearerChallenge, formatBearerChallenge } from '@surety/oauth';
import { Refusal, type RefusalOptions } from '@surety/web';

/** A refusal that tells the client how to ask again with a better token (RFC 6750 section 3, RFC 9470 section 3). */
export class BearerRefused extends Refusal {
  override readonly name = 'BearerRefused';
  /** Values of `WWW-Authenticate`, one for each challenge. */
  readonly challenges: readonly string[];

  constructor(options: RefusalOptions, ...challenges: readonly BearerChallenge[]) {
    super(options);
    this.challenges = challenges.map(formatBearerChallenge);
  }
}
