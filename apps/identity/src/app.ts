import { type Database, DatabaseAddressError, migrate, openDatabase } from '@surety/database';
import {
  type Clock,
  createWebServer,
  familyStyle,
  type Logger,
  listen,
  type Random,
  SettingsError,
  serveAssets,
  systemClock,
  systemRandom,
} from '@surety/web';
import type { FastifyInstance } from 'fastify';
import { createAccountRepository } from './accounts/account-repository.ts';
import type { IdentityConfig } from './config.ts';
import type { IdentityTables } from './database.ts';
import { registerHealth } from './endpoints/health.ts';
import { registerEndpoints } from './endpoints/register.ts';
import { handleErrors } from './errors/error-handler.ts';
import { AUTO_SUBMIT } from './journey/form-post-page.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { createProtocolServices } from './protocol-services.ts';
import type { ProtocolServices } from './services.ts';
import { startSweeping } from './sweep.ts';
import { demoTenant } from './tenant/demo-tenant.ts';
import type { Tenant } from './tenant/tenant.ts';

/** What identity needs from outside. The database is migrated already. */
export type IdentityDependencies = {
  db: Database<IdentityTables>;
  tenant: Tenant;
  origin: string;
  issuerOrigin: string;
  secret: string;
  clock: Clock;
  random: Random;
  logger: Logger;
  trustedProxies?: readonly string[];
};

export type Identity = { app: FastifyInstance; services: ProtocolServices; close(): Promise<void> };

/** Composes identity: an authorization server that speaks Azure AD B2C's dialect, and the pages of its user flows. */
export function createIdentity(dependencies: IdentityDependencies): Identity {
  const { db, origin, logger, trustedProxies } = dependencies;
  const services = createProtocolServices({ ...dependencies, accounts: createAccountRepository(db) });
  const app = createWebServer({ origin, logger, pages: true, anyCase: true, trustedProxies });
  app.removeContentTypeParser(['application/json', 'text/plain']);
  handleErrors(app, services);
  serveAssets(app, [familyStyle(), AUTO_SUBMIT]);
  registerHealth(app, services);
  registerEndpoints(app, services);
  const stopSweeping = startSweeping(services);
  return {
    app,
    services,
    async close() {
      stopSweeping();
      await app.close();
    },
  };
}

/**
 * Starts identity: opens and migrates its database, composes it, listens.
 * @throws SettingsError when the database or the port cannot be used.
 */
export async function startIdentity(
  config: IdentityConfig,
  logger: Logger,
): Promise<{ origin: string; close(): Promise<void> }> {
  const db = await openMigrated(config.databaseUrl);
  const tenant = demoTenant({
    tenantId: config.tenant.id,
    tenantName: config.tenant.name,
    passwordReset: config.tenant.passwordReset,
    portal: config.portal,
    api: config.api,
  });
  const identity = createIdentity({ ...config, db, tenant, logger, clock: systemClock, random: systemRandom });
  const close = async (): Promise<void> => {
    await identity.close();
    await db.destroy();
  };
  try {
    await identity.services.signingKeys.current();
    await listen(identity.app, { host: config.host, port: config.port, setting: 'IDENTITY_PORT' });
  } catch (error) {
    await close();
    throw error;
  }
  logger.info({ event: 'listening', origin: config.origin });
  return { origin: config.origin, close };
}

async function openMigrated(address: string): Promise<Database<IdentityTables>> {
  try {
    const db = openDatabase<IdentityTables>(address);
    await migrate(db, 'identity', MIGRATIONS);
    return db;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (!(error instanceof DatabaseAddressError) && code === undefined) throw error;
    throw new SettingsError(`The setting IDENTITY_DATABASE_URL is wrong or its database is away: ${message}.`);
  }
}
