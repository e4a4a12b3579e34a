// Entry point of the npm scripts: checks the Node, then runs the TypeScript program that was named.
import { assertNodeVersion } from './node-version.mjs';

const PROGRAMS = {
  start: './start/main.ts',
  portal: '../../apps/portal/src/main.ts',
  api: '../../apps/api/src/main.ts',
  identity: '../../apps/identity/src/main.ts',
  seed: '../../apps/api/src/seed/main.ts',
  test: './test/main.ts',
  bench: '../../bench/src/main.ts',
};

assertNodeVersion();
const [name] = process.argv.splice(2, 1);
const program = PROGRAMS[name];
if (program === undefined) {
  console.error(`There is no program "${name}". Known: ${Object.keys(PROGRAMS).join(', ')}.`);
  process.exit(1);
}
await import(program);
