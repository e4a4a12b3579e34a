import { ProtocolError } from '../errors/protocol-error.ts';
import { redeemAuthorizationCode } from './authorization-code.ts';
import type { Redemption, RedemptionServices } from './redemption.ts';
import { redeemRefreshToken } from './refresh-token.ts';
import { requireParameter } from './token-request.ts';
import type { TokenResponse } from './token-response.ts';

type RedeemGrant = (services: RedemptionServices, redemption: Redemption) => Promise<TokenResponse>;

/** The grant types that the token endpoint knows. */
const GRANT_TYPES: ReadonlyMap<string, RedeemGrant> = new Map([
  ['authorization_code', redeemAuthorizationCode],
  ['refresh_token', redeemRefreshToken],
]);

/**
 * How this request's grant is redeemed.
 * @throws ProtocolError AADB2C90083 no grant type, AADB2C90086 an unknown one.
 */
export function grantRedeemer(request: Redemption['request']): RedeemGrant {
  const grantType = requireParameter(request, 'grantType');
  const redeem = GRANT_TYPES.get(grantType);
  if (!redeem) throw new ProtocolError('AADB2C90086', { grantType });
  return redeem;
}
