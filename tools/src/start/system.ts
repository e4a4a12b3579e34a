import { createLogger } from '@surety/web';
import type { DemoPerson } from '../../../apps/identity/src/accounts/demo-people.ts';
import { type Environment, isIdentityEmbedded, withInbox, withOrigins } from './origins.ts';

/** One started app: where it is and how to stop it. */
type Started = { origin: string; close(): Promise<void> };

/** The whole system, running in this process. */
export type System = {
  portal: Started;
  api: Started;
  /** Absent where the settings name another provider. */
  identity?: Started;
  /** Who can sign in at once, and where what is sent to them can be read. */
  demo: { people: readonly DemoPerson[]; staff: readonly DemoPerson[]; inbox?: string };
  close(): Promise<void>;
};

/**
 * Starts identity (unless the settings name another provider), api and portal in one process, in the order in which they
 * need each other.
 * @throws SettingsError when a setting is wrong or a port is busy; what had started is stopped again.
 */
export async function startSystem(given: Environment): Promise<System> {
  const environment = withOrigins(given);
  const apps = await importApps();
  const configs = {
    ...(isIdentityEmbedded(given) && { identity: apps.readIdentityConfig(environment) }),
    api: apps.readApiConfig(withInbox(environment)),
    portal: apps.readPortalConfig(environment),
  };
  const logger = (app: string) => createLogger(app, environment.LOG_LEVEL ?? 'warn');
  const started: Started[] = [];
  const close = async (): Promise<void> => {
    // The last to start is the first to stop: nobody loses what they depend on.
    for (const app of started.splice(0).reverse()) await app.close();
  };
  const keep = (app: Started): Started => {
    started.push(app);
    return app;
  };
  try {
    const identity = configs.identity && keep(await apps.startIdentity(configs.identity, logger('identity')));
    const api = keep(await apps.startApi(configs.api, logger('api')));
    const portal = keep(await apps.startPortal(configs.portal, logger('portal')));
    const [people, staff] = configs.identity?.withDemoPeople ? [apps.DEMO_PEOPLE, apps.DEMO_STAFF] : [[], []];
    const inbox = configs.identity?.inbox && `${identity?.origin}/inbox`;
    return { portal, api, ...(identity && { identity }), demo: { people, staff, ...(inbox && { inbox }) }, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function importApps() {
  const [identity, api, portal, { readIdentityConfig }, { readApiConfig }, { readPortalConfig }, demoPeople] =
    await Promise.all([
      import('../../../apps/identity/src/app.ts'),
      import('../../../apps/api/src/app.ts'),
      import('../../../apps/portal/src/app.ts'),
      import('../../../apps/identity/src/config.ts'),
      import('../../../apps/api/src/config.ts'),
      import('../../../apps/portal/src/config.ts'),
      import('../../../apps/identity/src/accounts/demo-people.ts'),
    ]);
  return { ...identity, ...api, ...portal, readIdentityConfig, readApiConfig, readPortalConfig, ...demoPeople };
}
