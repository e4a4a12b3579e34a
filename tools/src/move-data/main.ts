import { MOVE_USAGE, parseMoveCommand } from './move-command.ts';
import { CannotMove, moveData } from './move-data.ts';

const EXIT = { done: 0, failed: 1, misunderstood: 2 } as const;

const command = parseMoveCommand(process.argv.slice(2));
if (command === undefined) {
  process.stderr.write(MOVE_USAGE);
  process.exitCode = EXIT.misunderstood;
} else {
  try {
    await moveData({ command, environment: process.env, say: (line) => console.log(line) });
    if (!command.isDryRun) console.log('Everything is moved, and the same in both.');
  } catch (error) {
    console.error(error instanceof CannotMove ? error.message : error);
    process.exitCode = EXIT.failed;
  }
}
