import { ProtocolError } from '../errors/protocol-error.ts';
import type { AuthorizationParameters } from './parameters.ts';

const GREATEST = 2_147_483_647;

/**
 * Is `max_age`, when it is there, a number? User flows look no further at it, as in B2C: freshness comes from the
 * user flow and from `prompt=login`.
 * @throws ProtocolError AADB2C90120
 */
export function checkMaxAge({ maxAge }: AuthorizationParameters): void {
  if (maxAge === undefined) return;
  if (!/^\d{1,10}$/.test(maxAge) || Number(maxAge) > GREATEST) throw new ProtocolError('AADB2C90120', { maxAge });
}
