import { createApiClient } from '@surety/api-contract';
import { migrate, openDatabase } from '@surety/database';
import {
  type Clock,
  createSealedBox,
  createWebServer,
  type Logger,
  listen,
  namingSetting,
  type Random,
  serveAssets,
  systemClock,
  systemRandom,
} from '@surety/web';
import type { FastifyInstance } from 'fastify';
import { registerAccount } from './account/account.ts';
import { registerBeneficiaries } from './beneficiaries/controller.ts';
import { registerChanges } from './changes/controller.ts';
import { registerClaims } from './claims/claims.ts';
import type { PortalConfig } from './config.ts';
import { registerHome } from './home/home.ts';
import { migrations } from './migrations/all.ts';
import { registerPolicies } from './policies/controller.ts';
import { createAccessTokens } from './relying-party/access-token.ts';
import { createRelyingParty } from './relying-party/create-relying-party.ts';
import { registerReversals } from './reversals/controller.ts';
import type { PortalServices } from './services.ts';
import { createBrowserMark } from './session/browser.ts';
import { createParkedFormRepository } from './session/parked-form-repository.ts';
import { createSessionRepository } from './session/session-repository.ts';
import { createSessions } from './session/sessions.ts';
import { createTokenCacheRepository } from './session/token-cache-repository.ts';
import { createAttemptRepository } from './sign-in/attempt-repository.ts';
import { registerCallback } from './sign-in/callback.ts';
import { registerPasswordChanged } from './sign-in/password-changed.ts';
import { registerSignOut } from './sign-in/sign-out.ts';
import { registerSignInStart } from './sign-in/start.ts';
import { registerHealth } from './status/health.ts';
import { registerStatus } from './status/status.ts';
import type { PortalDatabase, PortalTables } from './tables.ts';
import { ASSETS } from './views/assets.ts';
import { registerErrors } from './views/register-errors.ts';

export type PortalDependencies = {
  config: PortalConfig;
  /** Migrated; the caller opens and closes it. */
  db: PortalDatabase;
  logger: Logger;
  clock?: Clock;
  random?: Random;
};

/** The portal as a server that does not listen yet. */
export function createPortal(dependencies: PortalDependencies): FastifyInstance {
  const { config, logger } = dependencies;
  const services = composeServices(dependencies);
  const app = createWebServer({ origin: config.origin, logger, pages: true, trustedProxies: config.trustedProxies });
  serveAssets(app, ASSETS);
  registerErrors(app, services);
  registerHealth(app, services);
  registerHome(app, services);
  registerStatus(app, services);
  registerSignInStart(app, services);
  registerCallback(app, services);
  registerPasswordChanged(app, services);
  registerSignOut(app, services);
  registerPolicies(app, services);
  registerBeneficiaries(app, services);
  registerChanges(app, services);
  registerReversals(app, services);
  registerClaims(app, services);
  registerAccount(app, services);
  return app;
}

function composeServices(dependencies: PortalDependencies): PortalServices {
  const { config, db, clock = systemClock, random = systemRandom } = dependencies;
  const { origin, sessionSecret } = config;
  const boxFor = (purpose: string) => createSealedBox(sessionSecret, `portal ${purpose}`);
  const sessionRepository = createSessionRepository(db, boxFor('sessions'));
  const tokenCaches = createTokenCacheRepository(db, boxFor('tokens'));
  const relyingParty = createRelyingParty(config, clock);
  return {
    db,
    clock,
    random,
    origin,
    sessionSecret,
    sessionRepository,
    tokenCaches,
    relyingParty,
    sessions: createSessions({
      db,
      repository: sessionRepository,
      tokenCaches,
      clock,
      random,
      origin,
      secret: sessionSecret,
      idleMinutes: config.sessionIdleMinutes,
      absoluteMinutes: config.sessionAbsoluteMinutes,
    }),
    parkedForms: createParkedFormRepository(db, boxFor('forms')),
    attempts: createAttemptRepository(boxFor('attempts')),
    browserMark: createBrowserMark({ origin, random }),
    accessTokens: createAccessTokens({ db, tokenCaches, relyingParty }),
    api: createApiClient({ origin: config.apiOrigin }),
  };
}

/**
 * Starts the portal: database, migrations, server.
 * @throws SettingsError when the port cannot be used, DatabaseAddressError when the database cannot
 */
export async function startPortal(
  config: PortalConfig,
  logger: Logger,
): Promise<{ origin: string; close(): Promise<void> }> {
  const db = await namingSetting('PORTAL_DATABASE_URL', () => openPortalDatabase(config.databaseUrl));
  try {
    const app = createPortal({ config, db, logger });
    await listen(app, { host: config.host, port: config.port, setting: 'PORTAL_PORT' });
    const close = async (): Promise<void> => {
      await app.close();
      await db.destroy();
    };
    return { origin: config.origin, close };
  } catch (error) {
    await db.destroy();
    throw error;
  }
}

async function openPortalDatabase(address: string): Promise<PortalDatabase> {
  const db = openDatabase<PortalTables>(address);
  await migrate(db, 'portal', migrations);
  return db;
}
