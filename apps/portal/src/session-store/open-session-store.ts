import { migrate, openDatabase } from '@surety/database';
import { type Logger, namingSetting } from '@surety/web';
import type { PortalConfig } from '../config.ts';
import { migrations } from '../migrations/all.ts';
import type { PortalTables } from '../tables.ts';
import { createDatabaseSessionStore } from './database-session-store.ts';
import { createPortalBoxes, type PortalBoxes } from './session-boxes.ts';
import type { SessionStore } from './session-store.ts';

/**
 * Opens the session store that the settings choose: Redis or Valkey where PORTAL_REDIS_URL is set, else the database.
 * @throws SettingsError when what a setting names is away, DatabaseAddressError
 */
export function openSessionStore(config: PortalConfig, logger: Logger): Promise<SessionStore> {
  const boxes = createPortalBoxes(config.sessionSecret);
  const { redis } = config;
  if (redis === undefined) return namingSetting('PORTAL_DATABASE_URL', () => openDatabaseStore(config, boxes));
  return namingSetting('PORTAL_REDIS_URL', async () => {
    // Loaded at first use: the embedded default never needs it.
    const { openRedisSessionStore } = await import('./redis-session-store.ts');
    return openRedisSessionStore({ ...redis, idleMs: config.sessionIdleMinutes * 60_000, boxes, logger });
  });
}

async function openDatabaseStore(config: PortalConfig, boxes: PortalBoxes): Promise<SessionStore> {
  const db = openDatabase<PortalTables>(config.databaseUrl, config.databasePoolSize);
  await migrate(db, 'portal', migrations);
  return createDatabaseSessionStore(db, boxes);
}
