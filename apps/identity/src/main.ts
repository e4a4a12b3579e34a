import { closeOnSignal, createLogger, SettingsError } from '@surety/web';
import { startIdentity } from './app.ts';
import { runCommand } from './commands/run-command.ts';
import { readIdentityConfig } from './config.ts';

try {
  const config = readIdentityConfig(process.env);
  const words = process.argv.slice(2);
  if (words.length > 0) {
    process.stdout.write(`${await runCommand(words, config)}\n`);
  } else {
    const { close } = await startIdentity(config, createLogger('identity', config.logLevel));
    closeOnSignal(close);
  }
} catch (error) {
  if (!(error instanceof SettingsError)) throw error;
  console.error(error.message);
  process.exit(1);
}
