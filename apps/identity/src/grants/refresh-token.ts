import { inTransientTransaction } from '@surety/database';
import { ProtocolError } from '../errors/protocol-error.ts';
import { isToken } from '../tokens/hash-token.ts';
import { checkAccount, checkBinding, checkExpiry } from './check-grant.ts';
import { issueOf, issueRefreshToken, type Redemption, type RedemptionServices, refreshTokenEnd } from './redemption.ts';
import { requireParameter } from './token-request.ts';
import { type TokenResponse, tokenResponse } from './token-response.ts';
import { tokenScopes } from './token-scopes.ts';

/**
 * Redeems a refresh token (RFC 6749 6) and puts a new one in its place. A token that comes a second time was copied,
 * by whom cannot be known: the whole grant is revoked (OAuth 2.0 Security BCP 4.14.2).
 * @throws ProtocolError
 */
export async function redeemRefreshToken(services: RedemptionServices, redemption: Redemption): Promise<TokenResponse> {
  const { application, userFlow, request } = redemption;
  const sent = requireParameter(request, 'refreshToken');
  const refreshToken = isToken(sent) ? await services.grants.findRefreshToken(sent) : undefined;
  if (!refreshToken) throw new ProtocolError('AADB2C90090');
  const { grant } = refreshToken;
  checkBinding(grant, application, userFlow);
  const now = services.clock();
  checkExpiry(grant, refreshToken, now);
  await checkAccount(services, grant);
  const scopes = tokenScopes({ tenant: services.tenant, application }, grant, request.scope);
  // Whoever refreshes goes on refreshing, whether or not it repeats `offline_access`.
  const lasting = { ...scopes, openidScopes: grant.content.openidScopes };
  const expiresAt = refreshTokenEnd(redemption, { grant, scopes: lasting, now });
  const rotated = await inTransientTransaction(services.db, async (transaction) => {
    if (!(await services.grants.rotateRefreshToken(transaction, sent, now))) {
      await services.grants.revoke(transaction, grant.id, now);
      return undefined;
    }
    return { refreshToken: expiresAt && (await issueRefreshToken(services, transaction, { grant, expiresAt, now })) };
  });
  if (!rotated) throw new ProtocolError('AADB2C90129', {}, { detail: 'refresh token used twice' });
  return tokenResponse(services, issueOf(services, redemption, { grant, scopes, now, ...rotated }));
}
