import {
  closeGracefully,
  createWebServer,
  DEFAULT_OPERATION,
  type Door,
  familyStyle,
  type Logger,
  listen,
  type OperationConfig,
  openMetrics,
  openTracing,
  registerHealth,
  serveAssets,
  switchLevelOnSignal,
  systemClock,
  systemRandom,
} from '@surety/web';
import type { FastifyInstance } from 'fastify';
import { seedDemoPeople } from './accounts/demo-people.ts';
import { seedPeople } from './accounts/seed-people.ts';
import { registerBrands } from './branding/routes.ts';
import type { IdentityConfig } from './config.ts';
import { refuseForeignHosts } from './doors/door.ts';
import { readersIn } from './doors/readers.ts';
import { registerEndpoints } from './endpoints/register.ts';
import { handleErrors } from './errors/error-handler.ts';
import { unreadableAddressPage } from './errors/unreadable-address.ts';
import { createIdentityServices, type IdentityServices, type ServiceDependencies } from './identity-services.ts';
import { registerInbox } from './inbox/routes.ts';
import { type InboxSmtp, startInboxSmtp } from './inbox/smtp.ts';
import { AUTO_SUBMIT } from './journey/form-post-page.ts';
import { deliverOnSchedule } from './logout-notices/deliver-on-schedule.ts';
import { IDENTITY_COUNTERS } from './metrics.ts';
import { openIdentityDatabase } from './open-database.ts';
import { readMigrationKey } from './password-migration/migration-key.ts';
import { openPasswordMigration, type PasswordMigration } from './password-migration/open-password-migration.ts';
import { countsRefusalsOnly, HEALTH } from './routes.ts';
import { GO_ON } from './single-sign-out/page.ts';
import { registerStartPage } from './start-page/routes.ts';
import { registerSteps } from './steps/routes.ts';
import { startSweeping } from './sweep.ts';
import { createTenantInForce } from './tenant/tenant-in-force.ts';
import { tenantOf } from './tenant/tenant-of.ts';
import { createAdjustableClock } from './test-door/adjustable-clock.ts';
import { openTestDoor, type TestDoor } from './test-door/open.ts';
import { listenAtTlsDoor } from './tls/listen-at-tls-door.ts';
import type { TlsListener } from './tls/tls-listener.ts';
import { rotateOnSchedule } from './tokens/rotate-on-schedule.ts';
import { HOUSE_ICON } from './views/styles.ts';

/** What identity needs from outside. The database is migrated already. */
export type IdentityDependencies = ServiceDependencies & {
  /** Whether the page at `/` shows developers the tenant. */
  hasStartPage: boolean;
  /** Networks, besides this machine, whose connections may read it. */
  inboxReaders?: readonly string[];
  trustedProxies?: readonly string[];
  operation?: OperationConfig;
  /** A new signing key is made when the newest is this old; never, when absent. */
  signingKeyRotationDays?: number;
  /** Opens the door for tests of applications. Its clock must be the one given here. */
  testDoor?: TestDoor | undefined;
  /** Opens the endpoint at which External ID tests passwords. */
  passwordMigration?: PasswordMigration | undefined;
};

export type Identity = {
  app: FastifyInstance;
  services: IdentityServices;
  /** Finishes what is under way, at these further doors as well, and stops. */
  close(doors?: readonly Door[]): Promise<void>;
};

/** Composes identity: an authorization server that speaks Azure AD B2C's dialect, and the pages of its user flows. */
export function createIdentity(dependencies: IdentityDependencies): Identity {
  const services = createIdentityServices(dependencies);
  const app = createServer(dependencies, services);
  app.removeContentTypeParser(['application/json', 'text/plain']);
  refuseForeignHosts(app, services);
  handleErrors(app, services);
  serveAssets(app, [familyStyle(), HOUSE_ICON, AUTO_SUBMIT, GO_ON]);
  // Reads one index entry: cheap, and true only while the database answers.
  const database = () => services.journeys.find('', '', services.clock());
  registerHealth(app, { ...HEALTH, checks: { database } });
  if (dependencies.testDoor) openTestDoor(app, services, dependencies.testDoor);
  registerEndpoints(app, services);
  if (dependencies.passwordMigration) openPasswordMigration(app, services, dependencies.passwordMigration);
  registerSteps(app, services);
  registerBrands(app, services);
  const isReader = readersIn(dependencies.inboxReaders ?? []);
  const { hasInbox, hasStartPage: isShown } = dependencies;
  registerStartPage(app, { ...services, hasInbox, isShown, isReader });
  if (hasInbox) registerInbox(app, { ...services, isReader });
  const stopSweeping = startSweeping(services);
  const stopDelivering = deliverOnSchedule(services);
  const stopRotating = rotateOnSchedule(services, dependencies.signingKeyRotationDays);
  return {
    app,
    services,
    async close(doors = []) {
      stopSweeping();
      stopRotating();
      stopDelivering();
      services.limiter.stop();
      await closeGracefully(app, dependencies.operation ?? DEFAULT_OPERATION, doors);
      services.securityEvents.stop();
      await services.securityEvents.settled();
    },
  };
}

function createServer(dependencies: IdentityDependencies, services: IdentityServices): FastifyInstance {
  const { origin, logger, trustedProxies, operation, metrics } = dependencies;
  return createWebServer({
    origin,
    logger,
    pages: true,
    anyCase: true,
    trustedProxies,
    operation,
    limiter: services.limiter,
    unreadableAddressPage: (request, message) => unreadableAddressPage(services, request, message),
    tracing: dependencies.tracing,
    metrics,
    // Applications, and External ID, ask for many people from one address.
    countsRefusalsOnly,
    alwaysAnswered: Object.values(HEALTH),
  });
}

/**
 * Starts identity: opens and migrates its database, composes it, listens.
 * @throws SettingsError when the database or the port cannot be used.
 */
export async function startIdentity(
  config: IdentityConfig,
  logger: Logger,
): Promise<{ origin: string; close(): Promise<void> }> {
  const inForce = createTenantInForce(await tenantOf(config));
  const { passwordMigration } = config;
  const migration = passwordMigration && { ...passwordMigration, key: readMigrationKey(passwordMigration) };
  const db = await openIdentityDatabase(config.databaseUrl, config.databasePoolSize);
  const testClock = config.testDoor && createAdjustableClock(systemClock);
  const keepLevel = switchLevelOnSignal(logger);
  const tracing = await openTracing('identity', config.operation.traceEndpoint, logger);
  const metrics = await openMetrics('identity', config.metrics, IDENTITY_COUNTERS);
  const identity = createIdentity({
    ...config,
    db,
    metrics,
    tracing,
    tenant: inForce.tenant,
    logger,
    clock: testClock?.now ?? systemClock,
    testDoor: testClock &&
      config.testDoor && { ...config.testDoor, clock: testClock, withDemoPeople: config.withDemoPeople },
    passwordMigration: migration,
    random: systemRandom,
    hasInbox: config.inbox !== undefined,
  });
  let smtp: InboxSmtp | undefined;
  let tls: TlsListener | undefined;
  let stopFollowing: (() => void) | undefined;
  const close = async (): Promise<void> => {
    stopFollowing?.();
    await smtp?.close();
    await identity.close(tls ? [tls] : []);
    await metrics.close();
    await tracing?.close();
    keepLevel();
    await db.destroy();
  };
  try {
    const file = config.tenantFile;
    if (file !== undefined) {
      const { followTenantFile } = await import('./tenant/follow-tenant-file.ts');
      stopFollowing = followTenantFile({ file, inForce, logger, whenLoaded: () => seedPeople(identity.services) });
    }
    await identity.services.signingKeys.current();
    await seedPeople(identity.services);
    if (config.withDemoPeople) await seedDemoPeople(identity.services);
    smtp = config.inbox && (await startInboxSmtp({ ...identity.services, ...config.inbox.smtp }));
    tls = config.tls && (await listenAtTlsDoor(identity, config.tls, config));
    await listen(identity.app, { host: config.host, port: config.port, setting: 'IDENTITY_PORT' });
  } catch (error) {
    await close();
    throw error;
  }
  if (config.testDoor)
    logger.warn({ event: 'test-door-open', token: 'see TEST_DOOR_TOKEN or secrets/test-door-token' });
  logger.info({ event: 'listening', origin: config.origin });
  return { origin: config.origin, close };
}
