import type { ApiClient } from '@surety/api-contract';
import type { Clock, Random } from '@surety/web';
import type { PortalMetrics } from './metrics.ts';
import type { AccessTokens } from './relying-party/access-token.ts';
import type { RelyingParty } from './relying-party/relying-party.ts';
import type { BrowserMark } from './session/browser.ts';
import type { ParkedFormRepository } from './session/parked-form-repository.ts';
import type { PersonClaims } from './session/session.ts';
import type { SessionRepository } from './session/session-repository.ts';
import type { Sessions } from './session/sessions.ts';
import type { TokenCacheRepository } from './session/token-cache-repository.ts';
import type { AttemptRepository } from './sign-in/attempt-repository.ts';
import type { LogoutTokenRepository } from './sign-in/logout-token-repository.ts';

/** What the portal's pages work with. Each function asks for the part it needs by `Pick`. */
export type PortalServices = {
  metrics: PortalMetrics;
  clock: Clock;
  random: Random;
  /** The origin browsers see. */
  origin: string;
  sessionSecret: string;
  /** Claim that names roles; it shows staff the way to their pages, and opens nothing. */
  rolesClaim: string;
  /** Where the provider names people otherwise. */
  personClaims: PersonClaims;
  sessions: Sessions;
  sessionRepository: SessionRepository;
  tokenCaches: TokenCacheRepository;
  parkedForms: ParkedFormRepository;
  attempts: AttemptRepository;
  logoutTokens: LogoutTokenRepository;
  browserMark: BrowserMark;
  relyingParty: RelyingParty;
  accessTokens: AccessTokens;
  api: ApiClient;
};
