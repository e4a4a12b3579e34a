import { createSealedBox } from '@surety/web';
import type { AccountRepository } from './accounts/account-repository.ts';
import { createPushedRequestRepository } from './authorize/pushed-request-repository.ts';
import { createBrands } from './branding/brands.ts';
import { createGrantRepository } from './grants/grant-repository.ts';
import { createJourneyRepository } from './journey/journey-repository.ts';
import { createLogoutNotices } from './logout-notices/logout-notices.ts';
import { sendLogoutNotice } from './logout-notices/send.ts';
import type { ProtocolServices } from './services.ts';
import { createSignInRepository } from './sign-ins/sign-in-repository.ts';
import { createSsoSessionRepository } from './sso-session-repository.ts';
import { createSigningKeys } from './tokens/signing-keys.ts';

/** What the protocol half is given; the rest it makes itself. */
export type ProtocolDependencies = Pick<
  ProtocolServices,
  'db' | 'tenant' | 'clock' | 'random' | 'logger' | 'origin' | 'issuerOrigin' | 'tlsHostNames' | 'securityEvents'
> & { secret: string; accounts: AccountRepository };

/** Composes the services of the protocol half. */
export function createProtocolServices(dependencies: ProtocolDependencies): ProtocolServices {
  const { db, tenant, clock, secret } = dependencies;
  const signingKeys = createSigningKeys({ db, clock, sealedBox: createSealedBox(secret, 'signing-keys') });
  return {
    ...dependencies,
    journeys: createJourneyRepository(db, tenant),
    ssoSessions: createSsoSessionRepository(db),
    grants: createGrantRepository(db),
    pushedRequests: createPushedRequestRepository(db),
    signIns: createSignInRepository(db),
    signingKeys,
    brands: createBrands(tenant),
    logoutNotices: createLogoutNotices({ ...dependencies, signingKeys, send: sendLogoutNotice }),
  };
}
