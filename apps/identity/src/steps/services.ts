import type { RateLimiter } from '@surety/web';
import type { AccountRepository } from '../accounts/account-repository.ts';
import { createFamiliarBrowsers, type FamiliarBrowsers } from '../accounts/familiar-browser.ts';
import { createLockout, type Lockout } from '../accounts/lockout.ts';
import { createPasswords, type Passwords } from '../accounts/passwords.ts';
import { type AuthenticatorApps, createAuthenticatorApps } from '../factors/authenticator-app.ts';
import { createEmailCodes, type EmailCodes } from '../factors/email-codes.ts';
import { createSecondFactorRepository, type SecondFactorRepository } from '../factors/second-factor-repository.ts';
import type { Mailer } from '../mail/mailer.ts';
import type { IdentityMetrics } from '../metrics.ts';
import type { ProtocolServices } from '../services.ts';

/** What the pages need from outside: the protocol half, the directory, a mailer, and the secret of this server. */
export type PeopleServices = ProtocolServices & {
  accounts: AccountRepository;
  mailer: Mailer;
  /** Counts what strangers may do only so often. */
  limiter: RateLimiter;
  metrics: IdentityMetrics;
  /** Keys of form tokens, stored codes and sealed secrets are derived from it. */
  secret: string;
};

/** What the steps of a journey work with. */
export type StepServices = PeopleServices & {
  passwords: Passwords;
  lockout: Lockout;
  familiarBrowsers: FamiliarBrowsers;
  emailCodes: EmailCodes;
  secondFactors: SecondFactorRepository;
  apps: AuthenticatorApps;
};

/** Adds to the services from outside those that only the pages use. */
export function createStepServices(services: PeopleServices): StepServices {
  const lockout = createLockout(services);
  return {
    ...services,
    passwords: createPasswords(),
    lockout,
    familiarBrowsers: createFamiliarBrowsers(services),
    emailCodes: createEmailCodes({ ...services, lockout }),
    secondFactors: createSecondFactorRepository(services.db),
    apps: createAuthenticatorApps({ ...services, lockout, tenantName: services.tenant.name }),
  };
}
