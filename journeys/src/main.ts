import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { findChromium, installChromium } from './stage/chromium.ts';

const chromium = findChromium() ?? installChromium();
if (chromium === undefined) {
  console.log(
    'Left out: all journeys, because there is no Chrome or Chromium. Install one, or name it in CHROMIUM_PATH.',
  );
  // A machine that tests for others must not pass without them.
  process.exit(process.env.CI ? 1 : 0);
}
const { status } = spawnSync(
  process.execPath,
  ['--test', '--test-concurrency=2', '--test-reporter=spec', fileURLToPath(new URL('./*.journey.ts', import.meta.url))],
  { stdio: 'inherit', env: { ...process.env, CHROMIUM_PATH: chromium } },
);
process.exit(status ?? 1);
