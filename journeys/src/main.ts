import { spawnSync } from 'node:child_process';

import { globSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findChromium, installChromium } from './stage/chromium.ts';

const HERE = fileURLToPath(new URL('.', import.meta.url));

const chromium = findChromium() ?? installChromium();
if (chromium === undefined) {
  console.log(
    'Left out: all journeys, because there is no Chrome or Chromium. Install one, or name it in CHROMIUM_PATH.',
  );
  // A machine that tests for others must not pass without them.
  process.exit(process.env.CI ? 1 : 0);
}
const files = journeysCalled(process.argv.slice(2));
if (files.length === 0) {
  console.error(`There is no such journey. There are:\n${journeysCalled([]).map(nameOf).join('\n')}`);
  process.exit(2);
}
const { status } = spawnSync(process.execPath, ['--test', '--test-concurrency=2', '--test-reporter=spec', ...files], {
  stdio: 'inherit',
  env: { ...process.env, CHROMIUM_PATH: chromium },
});
process.exit(status ?? 1);

/** The files of all journeys whose names hold one of these words, such as `kinds/` or `external-id`; of all, without words. */
function journeysCalled(words: readonly string[]): string[] {
  const all = globSync('**/*.journey.ts', { cwd: HERE })
    .sort()
    .map((file) => join(HERE, file));
  return words.length === 0 ? all : all.filter((file) => words.some((word) => nameOf(file).includes(word)));
}

function nameOf(file: string): string {
  return relative(HERE, file).replace('.journey.ts', '');
}
