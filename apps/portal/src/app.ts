import { createApiClient } from '@surety/api-contract';
import {
  type Clock,
  closeGracefully,
  createRateLimiter,
  createWebServer,
  type Logger,
  listen,
  NO_METRICS,
  openMetrics,
  openTracing,
  type Random,
  registerHealth,
  serveAssets,
  switchLevelOnSignal,
  systemClock,
  systemRandom,
  type Tracing,
} from '@surety/web';
import type { FastifyInstance } from 'fastify';
import { registerAccount } from './account/account.ts';
import { registerBeneficiaries } from './beneficiaries/controller.ts';
import { registerChanges } from './changes/controller.ts';
import { registerClaims } from './claims/claims.ts';
import type { PortalConfig } from './config.ts';
import { registerConsents } from './consents/controller.ts';
import { registerContacts } from './contacts/controller.ts';
import { registerContactReversals } from './contacts/reversal-controller.ts';
import { registerHome } from './home/home.ts';
import { PORTAL_COUNTERS, type PortalMetrics } from './metrics.ts';
import { registerPolicies } from './policies/controller.ts';
import { registerProfile } from './profile/controller.ts';
import { createAccessTokens } from './relying-party/access-token.ts';
import { createRelyingParty } from './relying-party/create-relying-party.ts';
import { registerReversals } from './reversals/controller.ts';
import { ROUTES } from './routes.ts';
import type { PortalServices } from './services.ts';
import { createBrowserMark } from './session/browser.ts';
import { createSessions } from './session/sessions.ts';
import { openSessionStore } from './session-store/open-session-store.ts';
import type { SessionStore } from './session-store/session-store.ts';
import { registerBackChannelSignOut } from './sign-in/back-channel-sign-out.ts';
import { registerCallback } from './sign-in/callback.ts';
import { registerFrontChannelSignOut } from './sign-in/front-channel-sign-out.ts';
import { registerPasswordChanged } from './sign-in/password-changed.ts';
import { registerSignOut } from './sign-in/sign-out.ts';
import { registerSignInStart } from './sign-in/start.ts';
import { registerStaff } from './staff/controller.ts';
import { registerStatus } from './status/status.ts';
import { ASSETS } from './views/assets.ts';
import { registerErrors } from './views/register-errors.ts';

export type PortalDependencies = {
  config: PortalConfig;
  /** Open; the caller closes it. */
  store: SessionStore;
  logger: Logger;
  metrics?: PortalMetrics;
  tracing?: Tracing | undefined;
  clock?: Clock;
  random?: Random;
};

/** The portal as a server that does not listen yet. */
export function createPortal(dependencies: PortalDependencies): FastifyInstance {
  const { config, logger, store, metrics = NO_METRICS, tracing, clock = systemClock } = dependencies;
  const services = composeServices(dependencies);
  const limiter = createRateLimiter({ clock, logger, shared: store.counts });
  const { origin, trustedProxies, operation } = config;
  const alwaysAnswered = [ROUTES.healthLive, ROUTES.healthReady];
  const app = createWebServer({
    origin,
    logger,
    pages: true,
    trustedProxies,
    operation,
    limiter,
    metrics,
    tracing,
    alwaysAnswered,
  });
  app.addHook('onClose', async () => limiter.stop());
  serveAssets(app, ASSETS);
  registerErrors(app, services);
  registerHealth(app, { live: ROUTES.healthLive, ready: ROUTES.healthReady, checks: { sessions: store.check } });
  registerHome(app, services);
  registerStatus(app, services);
  registerSignInStart(app, services);
  registerCallback(app, services);
  registerPasswordChanged(app, services);
  registerSignOut(app, services);
  registerFrontChannelSignOut(app, services);
  registerBackChannelSignOut(app, services);
  registerPolicies(app, services);
  registerBeneficiaries(app, services);
  registerChanges(app, services);
  registerReversals(app, services);
  registerContacts(app, services);
  registerContactReversals(app, services);
  registerConsents(app, services);
  registerStaff(app, services);
  registerClaims(app, services);
  registerAccount(app, services);
  registerProfile(app, services);
  return app;
}

function composeServices(dependencies: PortalDependencies): PortalServices {
  const { config, store, metrics = NO_METRICS, clock = systemClock, random = systemRandom } = dependencies;
  const { origin, sessionSecret } = config;
  const { sessions: sessionRepository, tokenCaches, attempts, parkedForms, logoutTokens } = store;
  const relyingParty = createRelyingParty(config, clock);
  return {
    metrics,
    clock,
    random,
    origin,
    sessionSecret,
    rolesClaim: config.rolesClaim,
    personClaims: config.personClaims,
    sessionRepository,
    tokenCaches,
    relyingParty,
    sessions: createSessions({
      repository: sessionRepository,
      clock,
      random,
      origin,
      secret: sessionSecret,
      idleMinutes: config.sessionIdleMinutes,
      absoluteMinutes: config.sessionAbsoluteMinutes,
    }),
    parkedForms,
    attempts,
    logoutTokens,
    browserMark: createBrowserMark({ origin, random }),
    accessTokens: createAccessTokens({ clock, tokenCaches, relyingParty }),
    api: createApiClient({ origin: config.apiOrigin }),
  };
}

/**
 * Starts the portal: session store, server.
 * @throws SettingsError when the port or the session store cannot be used, DatabaseAddressError when the database cannot
 */
export async function startPortal(
  config: PortalConfig,
  logger: Logger,
): Promise<{ origin: string; close(): Promise<void> }> {
  const keepLevel = switchLevelOnSignal(logger);
  const tracing = await openTracing('portal', config.operation.traceEndpoint, logger);
  const metrics = await openMetrics('portal', config.metrics, PORTAL_COUNTERS);
  const store = await openSessionStore(config, logger);
  try {
    const app = createPortal({ config, store, logger, tracing, metrics });
    await listen(app, { host: config.host, port: config.port, setting: 'PORTAL_PORT' });
    const close = async (): Promise<void> => {
      await closeGracefully(app, config.operation);
      await metrics.close();
      await tracing?.close();
      keepLevel();
      await store.close();
    };
    return { origin: config.origin, close };
  } catch (error) {
    await store.close();
    throw error;
  }
}
