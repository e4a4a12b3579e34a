import type { RateLimiter } from '@surety/web';
import type { AccountRepository } from '../accounts/account-repository.ts';
import { type BreachedPasswords, createBreachedPasswords } from '../accounts/breached-passwords.ts';
import { createFamiliarBrowsers, type FamiliarBrowsers } from '../accounts/familiar-browser.ts';
import { createLockout, type Lockout } from '../accounts/lockout.ts';
import { createPasswords, type Passwords } from '../accounts/passwords.ts';
import { type AuthenticatorApps, createAuthenticatorApps } from '../factors/authenticator-app.ts';
import { createPasskeys, type Passkeys } from '../factors/passkeys.ts';
import { createPhoneFactors, type PhoneFactors } from '../factors/phone-factor.ts';
import { createRecoveryCodes, type RecoveryCodes } from '../factors/recovery-codes.ts';
import { createSecondFactorRepository, type SecondFactorRepository } from '../factors/second-factor-repository.ts';
import { createVerificationCodes, type VerificationCodes } from '../factors/verification-codes.ts';
import type { Mailer } from '../mail/mailer.ts';
import { codeMail, codeText } from '../mail/messages.ts';
import type { Texter } from '../mail/texter.ts';
import type { IdentityMetrics } from '../metrics.ts';
import { createSpentNonceRepository, type SpentNonceRepository } from '../password-migration/spent-nonce-repository.ts';
import type { ProtocolServices } from '../services.ts';

/** What the pages need from outside: the protocol half, the directory, a mailer, and the secret of this server. */
export type PeopleServices = ProtocolServices & {
  accounts: AccountRepository;
  mailer: Mailer;
  texter: Texter;
  /** Counts what strangers may do only so often. */
  limiter: RateLimiter;
  metrics: IdentityMetrics;
  /** Keys of form tokens, stored codes and sealed secrets are derived from it. */
  secret: string;
};

/** What the steps of a journey work with. */
export type StepServices = PeopleServices & {
  breachedPasswords: BreachedPasswords;
  passwords: Passwords;
  lockout: Lockout;
  familiarBrowsers: FamiliarBrowsers;
  codes: VerificationCodes;
  secondFactors: SecondFactorRepository;
  apps: AuthenticatorApps;
  phones: PhoneFactors;
  passkeys: Passkeys;
  recoveryCodes: RecoveryCodes;
  spentNonces: SpentNonceRepository;
};

/** Adds to the services from outside those that only the pages use. */
export function createStepServices(
  services: PeopleServices & { breachedPasswordsFile?: string | undefined; codesPerNetwork?: number | undefined },
): StepServices {
  const { mailer, texter, secret } = services;
  const lockout = createLockout(services);
  const secondFactors = createSecondFactorRepository(services.db);
  return {
    ...services,
    passwords: createPasswords(),
    breachedPasswords: createBreachedPasswords(services.breachedPasswordsFile),
    lockout,
    familiarBrowsers: createFamiliarBrowsers(services),
    codes: createVerificationCodes({
      ...services,
      lockout,
      async deliver(request, code) {
        if (request.purpose === 'text-message') return texter.send(codeText(request, code));
        // A user name that nobody has stands in place of an address.
        return request.address.includes('@') && mailer.send(codeMail(request, code));
      },
    }),
    secondFactors,
    apps: createAuthenticatorApps({ ...services, lockout, tenantName: services.tenant.name }),
    phones: createPhoneFactors(secret, secondFactors),
    passkeys: createPasskeys(services),
    recoveryCodes: createRecoveryCodes({ ...services, lockout }),
    spentNonces: createSpentNonceRepository(),
  };
}
