import { createRequestCounts } from '@surety/database';
import { type MarketRules, UNITED_STATES } from '@surety/insurance';
import {
  type Clock,
  closeGracefully,
  createRateLimiter,
  createWebServer,
  type Logger,
  listen,
  NO_METRICS,
  namingSetting,
  type OperationConfig,
  openMetrics,
  openTracing,
  type Random,
  switchLevelOnSignal,
  systemClock,
  systemRandom,
  type Tracing,
  withTimeouts,
} from '@surety/web';
import type { FastifyInstance } from 'fastify';
import { announceProof } from './access/announce-proof.ts';
import { createBearerReader } from './access/bearer.ts';
import { createProvider, type Provider } from './access/provider.ts';
import { answerRefusals } from './answer-refusals.ts';
import type { ApiConfig } from './config.ts';
import { type ApiDatabase, openApiDatabase } from './database.ts';
import { createDueChanges } from './endorsements/due-changes.ts';
import { createFigures, type Figures } from './figures-repository.ts';
import { API_COUNTERS, type ApiMetrics } from './metrics.ts';
import { deliverNotices } from './notices/deliver-notices.ts';
import { createSmtpMailer } from './notices/mailer.ts';
import { createNoticeQueue } from './notices/notice-queue.ts';
import { createRepositories } from './repositories.ts';
import { HEALTH, registerDocumentation, registerRoutes } from './routes.ts';
import { seedDemoPeople } from './seed/demo-people.ts';
import type { Repositories, Services } from './services.ts';
import { createSweep } from './sweep.ts';

/** What the api is made of. */
export type ApiDependencies = {
  db: ApiDatabase;
  repositories: Repositories;
  provider: Provider;
  clock: Clock;
  random: Random;
  logger: Logger;
  wakeNotices(): void;
  metrics?: ApiMetrics;
  tracing?: Tracing | undefined;
  /** Life insurance in the United States unless said. */
  market?: MarketRules;
  config: Pick<ApiConfig, 'origin' | 'portalOrigin' | 'demoMode' | 'trustedProxies' | 'insurerMailbox'> & {
    formerIssuers?: readonly string[];
    operation?: OperationConfig;
    requestsPerPerson?: number;
  };
};

/** Composes the api. It does not listen yet; tests talk to it by `inject`. */
export function createApi(dependencies: ApiDependencies): FastifyInstance {
  const { config, logger, provider, repositories, market = UNITED_STATES, ...rest } = dependencies;
  const { origin, portalOrigin, trustedProxies, demoMode, insurerMailbox, formerIssuers = [] } = config;
  const services: Services = {
    ...rest,
    ...repositories,
    logger,
    proofRule: provider.profile.proof,
    profileDirectory: provider.profileDirectory,
    market,
    demoMode,
    formerIssuers,
    portalOrigin,
    insurerMailbox,
  };
  const { policyholders } = repositories;
  const metrics = dependencies.metrics ?? NO_METRICS;
  showFigures(metrics, createFigures(rest.db, rest.clock));
  const limiter = createRateLimiter({
    clock: rest.clock,
    logger,
    shared: createRequestCounts(rest.db, 'api_request_count', rest.clock),
  });
  const app = createWebServer({
    origin,
    logger,
    pages: false,
    trustedProxies,
    exactBodies: true,
    operation: config.operation,
    limiter,
    metrics,
    tracing: dependencies.tracing,
    // Portals send the requests of many people from one address; people are limited by themselves.
    countsRefusalsOnly: () => true,
    alwaysAnswered: Object.values(HEALTH),
  });
  app.addHook('onClose', async () => limiter.stop());
  // JSON is the only language spoken here; anything else is 415.
  app.removeContentTypeParser('text/plain');
  answerRefusals(app);
  const limit = { name: 'person', most: config.requestsPerPerson ?? 0, windowSeconds: 300 };
  const readBearer = createBearerReader({ verifier: provider.verifier, policyholders });
  registerRoutes(app, services, { readBearer, limiter, limit, metrics });
  registerDocumentation(app, services, origin);
  return app;
}

function showFigures(metrics: ApiMetrics, figures: Figures): void {
  metrics.gauge({
    name: 'surety_api_endorsements',
    help: 'Endorsements by state; counted once a minute at most.',
    label: 'state',
    read: () => figures.endorsementsByState(),
  });
  metrics.gauge({
    name: 'surety_api_notices_waiting',
    help: 'Notices that wait for their delivery.',
    read: () => figures.waitingNotices(),
  });
  metrics.gauge({
    name: 'surety_api_oldest_notice_seconds',
    help: 'For how long the oldest waiting notice has been waiting.',
    read: () => figures.oldestNoticeSeconds(),
  });
}

/**
 * Opens the database, brings it to the newest form, seeds the demo people where they are wanted, and listens.
 * @throws SettingsError when the port is busy; DatabaseAddressError when the database cannot be opened
 */
export async function startApi(config: ApiConfig, logger: Logger): Promise<{ origin: string; close(): Promise<void> }> {
  const [clock, random] = [systemClock, systemRandom];
  const keepLevel = switchLevelOnSignal(logger);
  const db = await namingSetting('API_DATABASE_URL', () =>
    openApiDatabase(config.databaseUrl, config.databasePoolSize),
  );
  const repositories = createRepositories(db);
  const mailer = createSmtpMailer({ ...config.mail, smtpUrl: withTimeouts(config.mail.smtpUrl) });
  const delivery = { db, notices: repositories.notices, clock, logger, mailer };
  const queue = createNoticeQueue({ deliver: (isStopping) => deliverNotices(delivery, isStopping), logger });
  const provider = createProvider(config.provider, clock);
  const due = createDueChanges({ db, clock, random, logger, wakeNotices: queue.wake, ...repositories, ...config });
  const sweep = createSweep({ db, clock, logger, spentProofs: repositories.spentProofs });
  announceProof(logger, provider.profile.proof);
  const tracing = await openTracing('api', config.operation.traceEndpoint, logger);
  const metrics = await openMetrics('api', config.metrics, API_COUNTERS);
  const wakeNotices = queue.wake;
  const app = createApi({ db, repositories, provider, clock, random, logger, wakeNotices, metrics, tracing, config });
  const close = async (): Promise<void> => {
    await closeGracefully(app, config.operation);
    await due.stop();
    await sweep.stop();
    await queue.stop();
    mailer.close();
    await metrics.close();
    await tracing?.close();
    keepLevel();
    await db.destroy();
  };
  try {
    if (config.demoMode) await seedDemoPeople({ db, clock, random, ...repositories });
    const port = await listen(app, { host: config.host, port: config.port, setting: 'API_PORT' });
    queue.start();
    due.start();
    sweep.start();
    return { origin: config.port === 0 ? `http://localhost:${port}` : config.origin, close };
  } catch (error) {
    await close();
    throw error;
  }
}
