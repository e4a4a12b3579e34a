import { Writable } from 'node:stream';
import { migrate, openDatabase } from '@surety/database';
import { pino } from 'pino';
import { createPortal } from '../app.ts';
import { type PortalConfig, readPortalConfig } from '../config.ts';
import { migrations } from '../migrations/all.ts';
import { createDatabaseSessionStore } from '../session-store/database-session-store.ts';
import { openSessionStore } from '../session-store/open-session-store.ts';
import { createPortalBoxes } from '../session-store/session-boxes.ts';
import type { PortalTables } from '../tables.ts';
import { startTestApi } from './test-api.ts';
import { createTestBrowser, type TestBrowser } from './test-browser.ts';
import { startTestProvider } from './test-provider.ts';
import { AUTHORITY } from './test-tokens.ts';

export const PORTAL = 'http://localhost:3000';

/** The portal with a stand-in provider and a stand-in api, a clock to move and a log to read. */
export type TestPortal = Awaited<ReturnType<typeof startTestPortal>>;

export async function startTestPortal(change: Partial<PortalConfig> = {}, environment: Record<string, string> = {}) {
  const time = { now: new Date() };
  const now = (): Date => time.now;
  const api = await startTestApi(now);
  const clientId = '7c0ffee0-0000-4000-8000-0000000000b1';
  const provider = await startTestProvider({ clientId, audience: 'the-api', now });
  const settings = readPortalConfig({
    PORTAL_ORIGIN: PORTAL,
    API_ORIGIN: api.origin,
    AUTHORITY_ORIGIN: AUTHORITY,
    PROVIDER_BACK_CHANNEL: provider.origin,
    PORTAL_CLIENT_ID: clientId,
    PORTAL_CLIENT_SECRET: 'the-secret-of-the-client',
    SESSION_SECRET: 'the-secret-of-the-sessions',
    ...environment,
  });
  const config = { ...settings, ...change };
  const db = openDatabase<PortalTables>(environment.PORTAL_DATABASE_URL ?? 'sqlite::memory:');
  await migrate(db, 'portal', migrations);
  const log: string[] = [];
  const lines = new Writable({
    write(chunk, _encoding, done) {
      log.push(String(chunk));
      done();
    },
  });
  const logger = pino({ level: 'trace' }, lines);
  const boxes = createPortalBoxes(config.sessionSecret);
  const store = config.redis ? await openSessionStore(config, logger) : createDatabaseSessionStore(db, boxes);
  const compose = (its = store, clock = now) => createPortal({ config, store: its, logger, clock });
  const app = compose();
  const portal = {
    app,
    config,
    store,
    api,
    provider,
    db,
    log,
    time,
    /** Another process on the same session store, as after a restart, or on another one; its clock may differ. */
    restart: compose,
    browser: () => createTestBrowser(app, config.origin),
    async close() {
      await app.close();
      await store.close();
      await db.destroy();
      api.close();
      provider.close();
    },
  };
  return portal;
}

/** Signs somebody in; the browser stands at the return path afterwards. */
export async function signIn(portal: TestPortal, browser: TestBrowser, returnPath = '/policies') {
  const start = await browser.get(`/sign-in?return_to=${encodeURIComponent(returnPath)}`);
  return browser.get(portal.provider.approve(String(start.headers.location)));
}
