import type { Account } from '../accounts/account.ts';
import { ProtocolError } from '../errors/protocol-error.ts';
import type { ProtocolServices } from '../services.ts';
import type { Application, UserFlow } from '../tenant/tenant.ts';
import type { Grant } from './grant.ts';

/**
 * Was this grant made for this application and this user flow? Asked before anything about the grant changes, so
 * that a stranger who holds a code can neither use nor spoil it.
 * @throws ProtocolError AADB2C90279 another application, AADB2C90088 another user flow.
 */
export function checkBinding(grant: Grant, application: Application, userFlow: UserFlow): void {
  if (grant.clientId !== application.id) throw new ProtocolError('AADB2C90279', { clientId: application.id });
  if (grant.userFlow !== userFlow.name)
    throw new ProtocolError('AADB2C90088', { actual: grant.userFlow, expected: userFlow.name });
}

/**
 * Has the grant, or the part of it that was sent, run out?
 * @throws ProtocolError AADB2C90080 with its times in seconds, as B2C writes them.
 */
export function checkExpiry(grant: Grant, sent: { issuedAt: Date; expiresAt: Date }, now: Date): void {
  if (sent.expiresAt > now && grant.endsAt > now) return;
  throw new ProtocolError('AADB2C90080', {
    now: seconds(now),
    issued: seconds(sent.issuedAt),
    windowEnds: seconds(grant.endsAt),
  });
}

function seconds(date: Date): string {
  return String(Math.floor(date.getTime() / 1000));
}

/**
 * Does the person behind the grant still stand behind it?
 * @throws ProtocolError AADB2C90128 account deleted or disabled, AADB2C90129 grants of this age were revoked.
 */
export async function checkAccount({ accounts }: Pick<ProtocolServices, 'accounts'>, grant: Grant): Promise<Account> {
  if (grant.isRevoked) throw new ProtocolError('AADB2C90129');
  const account = await accounts.find(grant.accountId);
  if (!account || account.isDisabled) throw new ProtocolError('AADB2C90128');
  if (grant.startedAt < account.refreshTokensValidFrom) throw new ProtocolError('AADB2C90129');
  return account;
}
