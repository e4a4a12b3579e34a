import type { Database } from '@surety/database';
import type { Clock, Logger, Random } from '@surety/web';
import type { AccountRepository } from './accounts/account-repository.ts';
import type { SecurityEvents } from './audit/security-events.ts';
import type { PushedRequestRepository } from './authorize/pushed-request-repository.ts';
import type { Brands } from './branding/brands.ts';
import type { IdentityTables } from './database.ts';
import type { Doors } from './doors/door.ts';
import type { GrantRepository } from './grants/grant-repository.ts';
import type { JourneyRepository } from './journey/journey-repository.ts';
import type { LogoutNotices } from './logout-notices/logout-notices.ts';
import type { SignInRepository } from './sign-ins/sign-in-repository.ts';
import type { SsoSessionRepository } from './sso-session-repository.ts';
import type { Tenant } from './tenant/tenant.ts';
import type { SigningKeys } from './tokens/signing-keys.ts';

/** What the protocol half works with. Each function asks for the part it needs by `Pick`. */
export type ProtocolServices = Doors & {
  db: Database<IdentityTables>;
  tenant: Tenant;
  clock: Clock;
  random: Random;
  logger: Logger;
  accounts: Pick<AccountRepository, 'find' | 'changeLanguage'>;
  journeys: JourneyRepository;
  ssoSessions: SsoSessionRepository;
  grants: GrantRepository;
  signIns: SignInRepository;
  signingKeys: SigningKeys;
  securityEvents: SecurityEvents;
  pushedRequests: PushedRequestRepository;
  logoutNotices: LogoutNotices;
  brands: Brands;
};
