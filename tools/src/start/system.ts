import { createLogger } from '@surety/web';
import type { DemoPerson } from '../../../apps/identity/src/accounts/demo-people.ts';
import { type Environment, withInbox, withOrigins } from './origins.ts';

/** One started app: where it is and how to stop it. */
type Started = { origin: string; close(): Promise<void> };

/** The whole system, running in this process. */
export type System = {
  portal: Started;
  api: Started;
  identity: Started;
  /** Who can sign in at once, and where what is sent to them can be read. */
  demo: { people: readonly DemoPerson[]; inbox?: string };
  close(): Promise<void>;
};

/**
 * Starts identity, api and portal in one process, in the order in which they need each other.
 * @throws SettingsError when a setting is wrong or a port is busy; what had started is stopped again.
 */
export async function startSystem(given: Environment): Promise<System> {
  const environment = withOrigins(given);
  const [identityApp, people, apiApp, portalApp] = await Promise.all([
    import('../../../apps/identity/src/app.ts'),
    import('../../../apps/identity/src/accounts/demo-people.ts'),
    import('../../../apps/api/src/app.ts'),
    import('../../../apps/portal/src/app.ts'),
  ]);
  const { readIdentityConfig } = await import('../../../apps/identity/src/config.ts');
  const { readApiConfig } = await import('../../../apps/api/src/config.ts');
  const { readPortalConfig } = await import('../../../apps/portal/src/config.ts');
  const level = environment.LOG_LEVEL ?? 'warn';
  const started: Started[] = [];
  const close = async (): Promise<void> => {
    // The last to start is the first to stop: nobody loses what they depend on.
    for (const app of started.splice(0).reverse()) await app.close();
  };
  const start = async (app: Promise<Started>): Promise<Started> => {
    const running = await app;
    started.push(running);
    return running;
  };
  try {
    const identity = await start(
      identityApp.startIdentity(readIdentityConfig(environment), createLogger('identity', level)),
    );
    const api = await start(apiApp.startApi(readApiConfig(withInbox(environment)), createLogger('api', level)));
    const portal = await start(portalApp.startPortal(readPortalConfig(environment), createLogger('portal', level)));
    const demo = {
      people: identityConfig.withDemoPeople ? people.DEMO_PEOPLE : [],
      ...(identityConfig.inbox && { inbox: `${identity.origin}/inbox` }),
    };
    return { portal, api, identity, demo, close };
  } catch (error) {
    await close();
    throw error;
  }
}
