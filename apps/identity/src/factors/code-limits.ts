import type { Transaction } from '@surety/database';
import type { Clock, Limit, RateLimiter } from '@surety/web';
import type { KeyedHash } from '../accounts/keyed-hash.ts';
import type { IdentityTables } from '../database.ts';
import type { CodeRequest } from './code-request.ts';
import type { EmailCodeRepository } from './email-code-repository.ts';

const WINDOW_MILLISECONDS = 10 * 60_000;

/**
 * How many codes are sent. B2C sends ten to one address in a window; here one network may ask for so many, and all networks
 * together for some more, so that a stranger uses up his own share and the owner of the address still gets codes.
 */
export const CODE_LIMITS = {
  windowMilliseconds: WINDOW_MILLISECONDS,
  toAddressFromNetwork: 10,
  toAddress: 20,
  /** By text message, to all numbers that somebody tries for one account: they cost money. */
  textsForAccount: 10,
  toAddressFromNetworkInDay: { name: 'codes to an address from a network', most: 40, windowSeconds: 86_400 },
  fromNetwork: { name: 'codes from a network', most: 100, windowSeconds: WINDOW_MILLISECONDS / 1000 },
  /** Wrong codes for one address from everywhere, besides what locks one network out. */
  wrongForAddressInDay: { name: 'wrong codes for an address', most: 50, windowSeconds: 86_400 },
} as const satisfies Record<string, number | Limit>;

/** Decides whether one more code may be sent. */
export type CodeLimits = {
  /** Counts a wish for a code, outside of any transaction, which may be repeated; false when it is one too many. */
  mayAsk(request: CodeRequest): boolean;
  /** Counts a sending; false when it is one too many. */
  maySend(transaction: Transaction<IdentityTables>, request: CodeRequest): Promise<boolean>;
  /** Forgets the sendings to an address that was proven. */
  forget(transaction: Transaction<IdentityTables>, request: CodeRequest): Promise<void>;
};

export function createCodeLimits(services: {
  repository: EmailCodeRepository;
  limiter: RateLimiter;
  clock: Clock;
  hash: KeyedHash;
  /** Instead of a hundred: many people may share a network's address. */
  codesPerNetwork?: number | undefined;
}): CodeLimits {
  const { repository, limiter, clock, hash, codesPerNetwork = CODE_LIMITS.fromNetwork.most } = services;
  const fromNetwork: Limit = { ...CODE_LIMITS.fromNetwork, most: codesPerNetwork };
  const everywhere = ({ purpose, address }: CodeRequest): string => hash('window', purpose, address);
  const fromHere = ({ purpose, address, network }: CodeRequest): string => hash('window', purpose, address, network);
  const forAccount = (accountId: string): string => hash('window of account', accountId);
  const count = (transaction: Transaction<IdentityTables>, subject: string): Promise<number> =>
    repository.countSending(transaction, subject, { now: clock(), windowMilliseconds: WINDOW_MILLISECONDS });
  return {
    mayAsk(request) {
      if (limiter.take(fromNetwork, request.network) > 0) return false;
      const pair = hash('day', request.address, request.network);
      return limiter.take(CODE_LIMITS.toAddressFromNetworkInDay, pair) === 0;
    },
    async maySend(transaction, request) {
      if ((await count(transaction, fromHere(request))) > CODE_LIMITS.toAddressFromNetwork) return false;
      if ((await count(transaction, everywhere(request))) > CODE_LIMITS.toAddress) return false;
      const accountId = request.purpose === 'text-message' ? request.accountId : undefined;
      return (
        accountId === undefined || (await count(transaction, forAccount(accountId))) <= CODE_LIMITS.textsForAccount
      );
    },
    async forget(transaction, request) {
      await repository.clearSendings(transaction, fromHere(request));
      await repository.clearSendings(transaction, everywhere(request));
      if (request.accountId !== undefined) await repository.clearSendings(transaction, forAccount(request.accountId));
    },
  };
}
