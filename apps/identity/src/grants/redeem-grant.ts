import type { PasswordServices } from '../accounts/check-password.ts';
import { ProtocolError } from '../errors/protocol-error.ts';
import { redeemAuthorizationCode } from './authorization-code.ts';
import { redeemClientCredentials } from './client-credentials.ts';
import type { Redemption, RedemptionServices } from './redemption.ts';
import { redeemRefreshToken } from './refresh-token.ts';
import { redeemPassword } from './resource-owner-password.ts';
import { requireParameter } from './token-request.ts';
import type { TokenResponse } from './token-response.ts';

/** What every grant type together needs. */
export type TokenServices = RedemptionServices & PasswordServices;

type RedeemGrant = (services: TokenServices, redemption: Redemption) => Promise<TokenResponse>;

/** The grant types that the token endpoint knows. */
const GRANT_TYPES: ReadonlyMap<string, RedeemGrant> = new Map<string, RedeemGrant>([
  ['authorization_code', redeemAuthorizationCode],
  ['refresh_token', redeemRefreshToken],
  ['client_credentials', redeemClientCredentials],
  ['password', redeemPassword],
]);

/**
 * How this request's grant is redeemed.
 * @throws ProtocolError AADB2C90083 no grant type, AADB2C90086 an unknown one.
 */
export function grantRedeemer(request: Redemption['request']): RedeemGrant {
  const grantType = requireParameter(request, 'grantType');
  const redeem = GRANT_TYPES.get(grantType);
  if (!redeem) throw new ProtocolError('AADB2C90086', { grantType });
  const { tokenType = 'Bearer' } = request;
  if (tokenType.toLowerCase() !== 'bearer') throw new ProtocolError('AADB2C99013', { grantType, tokenType });
  return redeem;
}
