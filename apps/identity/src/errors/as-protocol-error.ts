import { asRefusal, OVERLOADED, TOO_MANY_REQUESTS } from '@surety/web';
import { ProtocolError } from './protocol-error.ts';

/** What was thrown, in B2C's words: a refusal of the framework is a request that cannot be read, the rest a defect. */
export function asProtocolError(thrown: unknown): ProtocolError {
  if (thrown instanceof ProtocolError) return thrown;
  const refusal = asRefusal(thrown);
  if (!refusal) return new ProtocolError('AADB2C90048');
  if ([OVERLOADED, TOO_MANY_REQUESTS].includes(refusal.code))
    return new ProtocolError('AADB2C90244', {}, { status: refusal.status, detail: refusal.code });
  return new ProtocolError('AADB2C90122', {}, { status: refusal.status, detail: refusal.detail ?? refusal.code });
}
