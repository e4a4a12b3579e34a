import { createLogger, runUntilSignal, SettingsError } from '@surety/web';
import { startApi } from './app.ts';
import { readApiConfig } from './config.ts';

try {
  const config = readApiConfig(process.env);
  const { origin } = await runUntilSignal(() => startApi(config, createLogger('api', config.logLevel)));
  process.stdout.write(`The api answers at ${origin}\n`);
} catch (error) {
  console.error(error instanceof SettingsError ? error.message : error);
  process.exitCode = 1;
}
