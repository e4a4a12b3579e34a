import { DatabaseAddressError } from '@surety/database';
import { createLogger, runUntilSignal, SettingsError } from '@surety/web';
import { startPortal } from './app.ts';
import { readPortalConfig } from './config.ts';

try {
  const config = readPortalConfig(process.env);
  await runUntilSignal(() => startPortal(config, createLogger('portal', config.logLevel)));
} catch (error) {
  if (!(error instanceof SettingsError || error instanceof DatabaseAddressError)) throw error;
  console.error(error.message);
  process.exit(1);
}
