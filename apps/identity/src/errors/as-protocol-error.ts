import { isDatabaseAway } from '@surety/database';
import { asRefusal, OVERLOADED, type Refusal, TOO_MANY_REQUESTS } from '@surety/web';
import { ProtocolError } from './protocol-error.ts';

/** What was thrown, in B2C's words: a refusal of the framework is a request that cannot be read, the rest a defect. */
export function asProtocolError(thrown: unknown): ProtocolError {
  if (thrown instanceof ProtocolError) return thrown;
  const refusal = asRefusal(thrown);
  if (!refusal) return asAway(thrown) ?? new ProtocolError('AADB2C90048');
  return (
    asBusy(refusal) ??
    new ProtocolError('AADB2C90122', {}, { status: refusal.status, detail: refusal.detail ?? refusal.code })
  );
}

/** A server that has too much to do is unavailable to everybody; who sends too much is throttled alone. */
export function asBusy({ code }: Refusal): ProtocolError | undefined {
  if (code === OVERLOADED) return new ProtocolError('AADB2C90035', {}, { detail: code });
  return code === TOO_MANY_REQUESTS ? new ProtocolError('AADB2C90244', {}, { detail: code }) : undefined;
}

/** A database that does not answer is nobody's defect: it comes back, and so may who asked. */
export function asAway(thrown: unknown): ProtocolError | undefined {
  return isDatabaseAway(thrown) ? new ProtocolError('AADB2C90035', {}, { detail: 'database-unavailable' }) : undefined;
}
