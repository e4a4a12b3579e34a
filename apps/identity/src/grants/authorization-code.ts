import { inTransientTransaction } from '@surety/database';
import { ProtocolError } from '../errors/protocol-error.ts';
import { isToken } from '../tokens/hash-token.ts';
import { checkAccount, checkBinding, checkExpiry } from './check-grant.ts';
import { checkVerifier } from './check-verifier.ts';
import { issueOf, issueRefreshToken, type Redemption, type RedemptionServices, refreshTokenEnd } from './redemption.ts';
import { requireParameter } from './token-request.ts';
import { type TokenResponse, tokenResponse } from './token-response.ts';
import { tokenScopes } from './token-scopes.ts';

/**
 * Redeems an authorization code (RFC 6749 4.1.3): once, by the application, user flow and redirect URI it was issued
 * for. A second redemption means that somebody copied it: the whole grant is revoked (4.1.2).
 * @throws ProtocolError
 */
export async function redeemAuthorizationCode(
  services: RedemptionServices,
  redemption: Redemption,
): Promise<TokenResponse> {
  const { application, userFlow, request } = redemption;
  const sent = requireParameter(request, 'code');
  const redirectUri = requireParameter(request, 'redirectUri');
  const code = isToken(sent) ? await services.grants.findCode(sent) : undefined;
  if (!code) throw new ProtocolError('AADB2C90090');
  const { grant } = code;
  checkBinding(grant, application, userFlow);
  if (redirectUri !== code.redirectUri)
    throw new ProtocolError('AADB2C90006', { redirectUri, clientId: application.id });
  checkVerifier(code.challenge, request.codeVerifier);
  const now = services.clock();
  checkExpiry(grant, code, now);
  await checkAccount(services, grant);
  const scopes = tokenScopes({ tenant: services.tenant, application }, grant, request.scope);
  const expiresAt = refreshTokenEnd(redemption, { grant, scopes, now });
  const redeemed = await inTransientTransaction(services.db, async (transaction) => {
    if (!(await services.grants.redeemCode(transaction, sent, now))) {
      await services.grants.revoke(transaction, grant.id, now);
      return undefined;
    }
    return { refreshToken: expiresAt && (await issueRefreshToken(services, transaction, { grant, expiresAt, now })) };
  });
  if (!redeemed) throw new ProtocolError('AADB2C90129', {}, { detail: 'code redeemed twice' });
  return tokenResponse(services, issueOf(services, redemption, { grant, scopes, now, ...redeemed }));
}
