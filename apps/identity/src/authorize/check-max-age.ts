import { ProtocolError } from '../errors/protocol-error.ts';
import { speaks } from '../tenant/extensions.ts';
import type { UserFlow } from '../tenant/tenant.ts';
import type { AuthorizationParameters } from './parameters.ts';

const GREATEST = 2_147_483_647;

/**
 * Is `max_age`, when it is there, a number of seconds? Only user flows with the extension look further at it (OIDC Core
 * 3.1.2.1); otherwise, as in B2C, freshness comes from the user flow and from `prompt=login`.
 * @throws ProtocolError AADB2C90120
 */
export function checkMaxAge({ maxAge }: AuthorizationParameters, userFlow: UserFlow): number | undefined {
  if (maxAge === undefined) return undefined;
  if (!/^\d{1,10}$/.test(maxAge) || Number(maxAge) > GREATEST) throw new ProtocolError('AADB2C90120', { maxAge });
  return speaks(userFlow, 'authentication-context') ? Number(maxAge) : undefined;
}
