import { createRequestCounts } from '@surety/database';
import { systemClock } from '@surety/web';
import { createParkedFormRepository } from '../session/parked-form-repository.ts';
import { createSessionRepository } from '../session/session-repository.ts';
import { createTokenCacheRepository } from '../session/token-cache-repository.ts';
import { createAttemptRepository } from '../sign-in/attempt-repository.ts';
import { createLogoutTokenRepository } from '../sign-in/logout-token-repository.ts';
import type { PortalDatabase } from '../tables.ts';
import type { PortalBoxes } from './session-boxes.ts';
import type { SessionStore } from './session-store.ts';

/** The session store in a migrated SQLite or PostgreSQL database, which closes with it. */
export function createDatabaseSessionStore(db: PortalDatabase, boxes: PortalBoxes): SessionStore {
  const sessions = createSessionRepository(db, boxes);
  return {
    sessions,
    tokenCaches: createTokenCacheRepository(db, boxes.tokens),
    attempts: createAttemptRepository(db, boxes.attempts),
    parkedForms: createParkedFormRepository(db, boxes.forms),
    logoutTokens: createLogoutTokenRepository(db),
    counts: createRequestCounts(db, 'portal_request_count', systemClock),
    // Reads one index entry: cheap, and true only while the database answers.
    check: () => sessions.find(''),
    close: () => db.destroy(),
  };
}
