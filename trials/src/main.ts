import { hasContainerEngine } from './engine/installed.ts';

/** What can be tried on containers, by the word that follows `npm run`. */
const TRIALS: Record<string, (words: readonly string[]) => Promise<boolean>> = {
  containers: async (words) => (await import('./containers/run-containers.ts')).runContainers(words),
  chaos: async (words) => (await import('./chaos/run-chaos.ts')).runChaos(words),
};

const [name = '', ...words] = process.argv.slice(2);
const trial = TRIALS[name];
if (trial === undefined) {
  console.error(`There is no trial "${name}". Known: ${Object.keys(TRIALS).join(', ')}.`);
  process.exit(1);
}
if (!hasContainerEngine()) {
  console.log(
    `Left out: ${name}, because Podman is not there and could not be installed. Install podman and podman-compose.`,
  );
  // A machine that tests for others must not pass without them.
  process.exit(process.env.CI ? 1 : 0);
}
process.exit((await trial(words)) ? 0 : 1);
