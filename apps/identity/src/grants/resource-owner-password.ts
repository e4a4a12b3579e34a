import { inTransaction } from '@surety/database';
import { type PasswordServices, passwordSubject } from '../accounts/check-password.ts';
import { checkTypedPassword } from '../accounts/check-typed-password.ts';
import { identifiersOf } from '../accounts/sign-in-name.ts';
import { parseScopes } from '../authorize/scopes.ts';
import { ProtocolError } from '../errors/protocol-error.ts';
import { newGrant } from './issue-code.ts';
import { issueOf, issueRefreshToken, type Redemption, type RedemptionServices, refreshTokenEnd } from './redemption.ts';
import { requireParameter } from './token-request.ts';
import { type TokenResponse, tokenResponse } from './token-response.ts';

/**
 * Redeems a person's sign-in name and password themselves (RFC 6749 4.3), at user flows of their own kind and nowhere else.
 * There is no page and so no second factor; the lockout counts here as it does on the pages.
 * @throws ProtocolError AADB2C90224 the flow is of another kind; AADB2C90225, the same for every reason why nobody
 * is signed in, so that an answer tells nothing about accounts. One of them is a password that has to be changed: there is
 * no page to do it on.
 */
export async function redeemPassword(
  services: RedemptionServices & PasswordServices,
  redemption: Redemption,
): Promise<TokenResponse> {
  const { userFlow, application, request } = redemption;
  if (userFlow.kind !== 'resource-owner-password' || userFlow.secondFactor.enforcement !== 'off')
    throw new ProtocolError('AADB2C90224');
  const username = requireParameter(request, 'username');
  const password = requireParameter(request, 'password');
  const scopes = parseScopes(services.tenant, application, requireParameter(request, 'scope'));
  const { account, email } = await provenAccount(
    services,
    { username, identifiers: identifiersOf(userFlow) },
    password,
  );
  const now = services.clock();
  const progress = { step: 'done', accountId: account.id, authenticatedAt: now.getTime(), methods: ['pwd'] } as const;
  const grant = newGrant(
    services,
    { userFlow, application, request: scopes, progress: { ...progress, methods: [...progress.methods] } },
    account,
  );
  const expiresAt = refreshTokenEnd(redemption, { grant, scopes, now });
  const refreshToken = await inTransaction(services.db, async (transaction) => {
    await services.lockout.clear(transaction, passwordSubject(email));
    const { methods } = progress;
    const happened = { event: 'signed-in', application: application.id, userFlow: userFlow.name, methods } as const;
    await services.securityEvents.record(transaction, account, happened);
    if (!expiresAt) return undefined;
    await services.grants.insert(transaction, grant);
    return issueRefreshToken(services, transaction, { grant, expiresAt, now });
  });
  return shortBody(await tokenResponse(services, issueOf(services, redemption, { grant, scopes, now, refreshToken })));
}

async function provenAccount(services: PasswordServices, ...given: [Parameters<typeof checkTypedPassword>[1], string]) {
  const verdict = await checkTypedPassword(services, ...given);
  if (!('refused' in verdict)) return verdict;
  throw new ProtocolError('AADB2C90225', {}, { detail: verdict.refused });
}

/** B2C's answer to this grant has five members; `client_info` comes for libraries that ask for it. */
function shortBody(body: TokenResponse): TokenResponse {
  const { access_token, token_type, expires_in, refresh_token, id_token, client_info } = body;
  return { access_token, token_type, expires_in, refresh_token, id_token, client_info };
}
