// Entry point of the npm scripts: checks the Node, then runs the TypeScript program that was named.
import * as module from 'node:module';
import { assertNodeVersion } from './node-version.mjs';

const PROGRAMS = {
  start: './start/main.ts',
  portal: '../../apps/portal/src/main.ts',
  api: '../../apps/api/src/main.ts',
  identity: '../../apps/identity/src/main.ts',
  seed: '../../apps/api/src/seed/main.ts',
  policies: '../../apps/api/src/policies/main.ts',
  people: '../../apps/api/src/people/main.ts',
  audit: '../../apps/api/src/audit/main.ts',
  backup: './backup/main.ts',
  restore: './restore/main.ts',
  'move-data': './move-data/main.ts',
  settings: './settings/main.ts',
  doctor: './doctor/main.ts',
  setup: './setup/main.ts',
  test: './test/main.ts',
  journeys: '../../journeys/src/main.ts',
  bench: '../../bench/src/main.ts',
  referees: '../../referees/src/main.ts',
  trials: '../../trials/src/main.ts',
};

assertNodeVersion();
const [name] = process.argv.splice(2, 1);
const program = PROGRAMS[name];
if (program === undefined) {
  console.error(`There is no program "${name}". Known: ${Object.keys(PROGRAMS).join(', ')}.`);
  process.exit(1);
}
// Keeps what V8 compiled (and the stripped types) for the next start; absent in old Nodes, which stopped above.
module.enableCompileCache?.();
await import(program);
