import { createLogger, runUntilSignal, SettingsError } from '@surety/web';
import { startIdentity } from './app.ts';
import { EXIT, UsageError } from './commands/command.ts';
import { helpFor, runCommand } from './commands/run-command.ts';
import { readIdentityConfig } from './config.ts';

// Whoever reads the output may stop before its end.
process.stdout.on('error', (error: NodeJS.ErrnoException) =>
  process.exit(error.code === 'EPIPE' ? EXIT.done : EXIT.refused),
);
const words = process.argv.slice(2);
try {
  const help = helpFor(words);
  if (help !== undefined) say(help);
  else if (words.length > 0) say(await runCommand(words, readIdentityConfig(process.env), terminal()));
  else await serve();
} catch (error) {
  if (!(error instanceof SettingsError)) throw error;
  console.error(error.message);
  process.exit(error instanceof UsageError ? EXIT.misunderstood : EXIT.refused);
}

async function serve(): Promise<void> {
  const config = readIdentityConfig(process.env);
  await runUntilSignal(() => startIdentity(config, createLogger('identity', config.logLevel)));
}

function terminal() {
  return { input: process.stdin, output: process.stdout, note: (text: string) => console.error(text) };
}

function say(text: string): void {
  if (text !== '') process.stdout.write(`${text}\n`);
}
