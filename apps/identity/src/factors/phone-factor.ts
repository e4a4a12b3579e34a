import { createSealedBox } from '@surety/web';
import type { SecondFactor, SecondFactorRepository } from './second-factor-repository.ts';

/** Telephone numbers that get codes, sealed at rest. */
export type PhoneFactors = {
  seal(accountId: string, number: string): string;
  open(accountId: string, sealed: string): string | undefined;
  /** The enrolled number of an account. */
  numberOf(accountId: string): Promise<string | undefined>;
  /** The number among these factors. */
  numberAmong(factors: readonly SecondFactor[]): string | undefined;
};

export function createPhoneFactors(secret: string, secondFactors: Pick<SecondFactorRepository, 'list'>): PhoneFactors {
  const box = createSealedBox(secret, 'telephone-number');
  const numberAmong: PhoneFactors['numberAmong'] = (factors) => {
    const factor = factors.find(({ method }) => method === 'text-message');
    return factor?.sealedSecret && box.open(factor.sealedSecret, factor.accountId);
  };
  return {
    seal: (accountId, number) => box.seal(number, accountId),
    open: (accountId, sealed) => box.open(sealed, accountId),
    numberAmong,
    numberOf: async (accountId) => numberAmong(await secondFactors.list(accountId)),
  };
}
