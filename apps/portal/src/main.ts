import { DatabaseAddressError } from '@surety/database';
import { closeOnSignal, createLogger, SettingsError } from '@surety/web';
import { startPortal } from './app.ts';
import { readPortalConfig } from './config.ts';

try {
  const config = readPortalConfig(process.env);
  const { close } = await startPortal(config, createLogger('portal', config.logLevel));
  closeOnSignal(close);
} catch (error) {
  if (!(error instanceof SettingsError || error instanceof DatabaseAddressError)) throw error;
  console.error(error.message);
  process.exit(1);
}
