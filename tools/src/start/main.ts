import { runUntilSignal, SettingsError } from '@surety/web';
import { announce } from './announce.ts';
import { startSystem } from './system.ts';

try {
  const system = await runUntilSignal(() => startSystem(process.env));
  console.log(announce(system));
} catch (error) {
  if (!(error instanceof SettingsError)) throw error;
  console.error(error.message);
  process.exit(1);
}
